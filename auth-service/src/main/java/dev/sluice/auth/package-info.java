/**
 * Who somebody is, and the tokens that say so: the service's start and who may call what; depends on no
 * feature but {@code evidence}, whose command it starts.
 */
@NullMarked
package dev.sluice.auth;

import org.jspecify.annotations.NullMarked;
