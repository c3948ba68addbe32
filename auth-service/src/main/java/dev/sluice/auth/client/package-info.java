/**
 * Tokens for services, by OAuth's client credentials; depends on {@code token}.
 */
@NullMarked
package dev.sluice.auth.client;

import org.jspecify.annotations.NullMarked;
