/**
 * Who somebody is, and the tokens that say so: the service's start and who may call what; depends on its
 * features not at all.
 */
@NullMarked
package dev.sluice.auth;

import org.jspecify.annotations.NullMarked;
