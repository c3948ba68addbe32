/**
 * The flag-service from outside: over HTTP, on a real database.
 */
@NullMarked
package dev.sluice.flag;

import org.jspecify.annotations.NullMarked;
