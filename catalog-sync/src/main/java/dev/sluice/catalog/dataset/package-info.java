/**
 * Approved data sets and their delivery to the catalogue: each approval ends as one asset, the newest wins,
 * and nothing is said to be there before the catalogue said so; depends on {@code collibra},
 * {@code remote} and {@code work}.
 */
@NullMarked
package dev.sluice.catalog.dataset;

import org.jspecify.annotations.NullMarked;
