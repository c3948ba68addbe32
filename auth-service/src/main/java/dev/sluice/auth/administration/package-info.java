/**
 * What administrators do with accounts, and where the first of them comes from; depends on {@code account}
 * and {@code password}.
 */
@NullMarked
package dev.sluice.auth.administration;

import org.jspecify.annotations.NullMarked;
