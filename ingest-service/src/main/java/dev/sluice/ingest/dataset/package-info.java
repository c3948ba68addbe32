/**
 * Data sets and their contracts, each a Frictionless Table Schema; depends on {@code paging} and common.
 */
@NullMarked
package dev.sluice.ingest.dataset;

import org.jspecify.annotations.NullMarked;
