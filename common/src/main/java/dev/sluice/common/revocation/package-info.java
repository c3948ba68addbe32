/**
 * Which tokens are refused before they expire: what was revoked, and how old that knowledge is; depends on
 * no other package.
 */
@NullMarked
package dev.sluice.common.revocation;

import org.jspecify.annotations.NullMarked;
