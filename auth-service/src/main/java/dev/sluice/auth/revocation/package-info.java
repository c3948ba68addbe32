/**
 * What ends tokens before they expire, recorded and told to everybody who verifies them; depends on {@code
 * key} and {@code token}.
 */
@NullMarked
package dev.sluice.auth.revocation;

import org.jspecify.annotations.NullMarked;
