/**
 * Flags that should be gone: past their end date, without an owner, or generally available for long;
 * depends on {@code registry} and {@code evaluation}.
 */
@NullMarked
package dev.sluice.flag.debt;

import org.jspecify.annotations.NullMarked;
