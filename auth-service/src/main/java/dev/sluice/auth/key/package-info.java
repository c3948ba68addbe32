/**
 * The keys that sign tokens, sealed in the database, and their public halves; depends on {@code audit}.
 */
@NullMarked
package dev.sluice.auth.key;

import org.jspecify.annotations.NullMarked;
