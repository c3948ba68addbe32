/**
 * A stand-in for Collibra: the import API and what is needed of the core API to read the result back, as
 * their public contracts (version 2.0) describe them.
 */
@NullMarked
package dev.sluice.local.standin.collibra;

import org.jspecify.annotations.NullMarked;
