/**
 * Feature flags that have an owner and an end date; the root only starts the application and says who may
 * call what.
 */
@NullMarked
package dev.sluice.flag;

import org.jspecify.annotations.NullMarked;
