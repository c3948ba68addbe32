/**
 * Collibra as this service needs it: an import file, the job that carries it out, the page of an asset;
 * depends on {@code remote}.
 */
@NullMarked
package dev.sluice.catalog.collibra;

import org.jspecify.annotations.NullMarked;
