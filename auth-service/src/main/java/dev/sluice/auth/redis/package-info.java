/**
 * Redis as long as it is there, for what makes us faster and is needed for nothing; depends on no other
 * feature.
 */
@NullMarked
package dev.sluice.auth.redis;

import org.jspecify.annotations.NullMarked;
