/**
 * Passwords: what is accepted, and hashing that is costly on purpose and bounded; depends on no other
 * feature.
 */
@NullMarked
package dev.sluice.auth.password;

import org.jspecify.annotations.NullMarked;
