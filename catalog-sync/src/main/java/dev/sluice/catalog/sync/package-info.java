/**
 * The synchronisation from Purview to Collibra: one run at a time, which goes on after a crash and reports
 * what has really happened to each asset; depends on {@code collibra} and {@code purview}.
 */
@NullMarked
package dev.sluice.catalog.sync;

import org.jspecify.annotations.NullMarked;
