/** A service in the small, made of nothing but this module, to test what each service gets from it. */
@NullMarked
package dev.sluice.common;

import org.jspecify.annotations.NullMarked;
