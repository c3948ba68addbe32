/**
 * What calls to systems of others have in common: time limits, how they fail, and when to come back; depends
 * on nothing.
 */
@NullMarked
package dev.sluice.catalog.remote;

import org.jspecify.annotations.NullMarked;
