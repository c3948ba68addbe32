/**
 * What administrators do with the services that get tokens; depends on {@code audit},
 * {@code client} and {@code revocation}.
 */
@NullMarked
package dev.sluice.auth.registry;

import org.jspecify.annotations.NullMarked;
