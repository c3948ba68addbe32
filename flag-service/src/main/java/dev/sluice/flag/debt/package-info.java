/**
 * Flags that should be gone: past their end date, without an owner, or generally available for long;
 * depends on {@code registry}, {@code evaluation} and {@code paging}.
 */
@NullMarked
package dev.sluice.flag.debt;

import org.jspecify.annotations.NullMarked;
