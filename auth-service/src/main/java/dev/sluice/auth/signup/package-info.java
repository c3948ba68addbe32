/**
 * Who may sign up at all, and how often somebody may ask; depends on {@code audit} and
 * {@code proof}.
 */
@NullMarked
package dev.sluice.auth.signup;

import org.jspecify.annotations.NullMarked;
