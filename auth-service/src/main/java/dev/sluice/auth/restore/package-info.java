/**
 * What an older copy of the database must be told before it is used: the command for it; depends on
 * {@code audit}, {@code database} and {@code revocation}.
 */
@NullMarked
package dev.sluice.auth.restore;

import org.jspecify.annotations.NullMarked;
