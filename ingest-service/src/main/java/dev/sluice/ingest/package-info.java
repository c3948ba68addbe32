/**
 * The ingest-service: documents come in by one door, are held to the contract of their data set, and have a
 * receipt; depends on common only.
 */
@NullMarked
package dev.sluice.ingest;

import org.jspecify.annotations.NullMarked;
