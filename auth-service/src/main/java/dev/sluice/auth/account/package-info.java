/**
 * Accounts of people: sign-up and what a person sees of their own; depends on {@code audit}, {@code key} and
 * {@code password}.
 */
@NullMarked
package dev.sluice.auth.account;

import org.jspecify.annotations.NullMarked;
