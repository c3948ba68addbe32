/**
 * Services that get tokens of their own: from the configuration and from the database, and what proves that
 * one of them asks; depends on {@code token}.
 */
@NullMarked
package dev.sluice.auth.client;

import org.jspecify.annotations.NullMarked;
