/**
 * What happened that matters to security, kept so that a later change of it shows; depends on no other
 * feature.
 */
@NullMarked
package dev.sluice.auth.audit;

import org.jspecify.annotations.NullMarked;
