/**
 * What OAuth's clients call, by the RFCs and in their words: tokens given, asked about and ended; depends on
 * {@code audit}, {@code client}, {@code key}, {@code revocation}, {@code session} and {@code token}.
 */
@NullMarked
package dev.sluice.auth.oauth;

import org.jspecify.annotations.NullMarked;
