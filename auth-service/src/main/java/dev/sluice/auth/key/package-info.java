/**
 * The keys that sign tokens, sealed in the database, and their public halves; depends on no other feature.
 */
@NullMarked
package dev.sluice.auth.key;

import org.jspecify.annotations.NullMarked;
