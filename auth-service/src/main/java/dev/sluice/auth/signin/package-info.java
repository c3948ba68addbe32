/**
 * Proof of a password in exchange for a token; depends on {@code account}, {@code audit}, {@code key},
 * {@code password}, {@code proof}, {@code session} and {@code token}.
 */
@NullMarked
package dev.sluice.auth.signin;

import org.jspecify.annotations.NullMarked;
