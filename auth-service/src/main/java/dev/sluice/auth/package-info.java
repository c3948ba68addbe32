/**
 * Who somebody is, and the tokens that say so: the service's start and who may call what; depends on no
 * feature but those whose commands it starts: {@code evidence}, {@code password} and {@code restore}.
 */
@NullMarked
package dev.sluice.auth;

import org.jspecify.annotations.NullMarked;
