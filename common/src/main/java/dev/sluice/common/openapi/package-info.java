/**
 * The description of a service's API: who it is, how a caller authorizes, what its errors look like; depends
 * on {@code identity}.
 */
@NullMarked
package dev.sluice.common.openapi;

import org.jspecify.annotations.NullMarked;
