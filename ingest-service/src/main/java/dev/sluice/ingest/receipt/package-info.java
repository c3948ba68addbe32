/**
 * What became of each accepted document, from its acceptance to the decision; depends on common.
 */
@NullMarked
package dev.sluice.ingest.receipt;

import org.jspecify.annotations.NullMarked;
