/**
 * Who calls, and what they may do: tokens of the auth-service verified by its published keys, the actor of a
 * request, and tokens for calls from service to service; depends on {@code problem}, {@code
 * revocation} and {@code lifecycle}.
 */
@NullMarked
package dev.sluice.common.identity;

import org.jspecify.annotations.NullMarked;
