/**
 * What administrators do with accounts, and where the first of them comes from; depends on {@code account},
 * {@code audit}, {@code key}, {@code password}, {@code revocation} and {@code session}.
 */
@NullMarked
package dev.sluice.auth.administration;

import org.jspecify.annotations.NullMarked;
