/**
 * Data sets and their contracts, each a Frictionless Table Schema; depends on common.
 */
@NullMarked
package dev.sluice.ingest.dataset;

import org.jspecify.annotations.NullMarked;
