/**
 * Sessions of people: begun by a sign-in, kept up by refresh tokens, ended by a sign-out or a misuse; depends
 * on {@code account}, {@code audit}, {@code key}, {@code proof}, {@code revocation} and {@code token}.
 */
@NullMarked
package dev.sluice.auth.session;

import org.jspecify.annotations.NullMarked;
