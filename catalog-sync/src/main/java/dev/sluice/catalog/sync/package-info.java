/**
 * The synchronisation from Purview to Collibra: one run at a time, which goes on after a crash and reports
 * what has really happened to each asset; depends on {@code collibra}, {@code purview}, {@code remote} and
 * {@code work}.
 */
@NullMarked
package dev.sluice.catalog.sync;

import org.jspecify.annotations.NullMarked;
