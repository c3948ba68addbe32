/** Measures auth-service from outside, and what its figures are beside; uses the stack of the local run. */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
