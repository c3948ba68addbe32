/**
 * Proofs of passwords that were given not long ago, so that the next one costs neither a hash nor a query,
 * and how often somebody may try to give one; depends on {@code account}, {@code key}, {@code password},
 * {@code redis} and {@code revocation}.
 */
@NullMarked
package dev.sluice.auth.proof;

import org.jspecify.annotations.NullMarked;
