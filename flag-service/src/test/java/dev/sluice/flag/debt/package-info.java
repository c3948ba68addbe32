/**
 * Flags that should be gone.
 */
@NullMarked
package dev.sluice.flag.debt;

import org.jspecify.annotations.NullMarked;
