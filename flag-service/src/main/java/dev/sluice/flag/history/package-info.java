/**
 * Who changed which flag, when and why; depends on {@code paging}.
 */
@NullMarked
package dev.sluice.flag.history;

import org.jspecify.annotations.NullMarked;
