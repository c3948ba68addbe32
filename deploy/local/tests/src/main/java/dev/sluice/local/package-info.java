/** The tests of the packages below, in a module of their own: services wait for the code and not for them. */
@NullMarked
package dev.sluice.local;

import org.jspecify.annotations.NullMarked;
