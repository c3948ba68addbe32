/**
 * What an auditor gets: the trail, signed heads of it, and the command that checks both without the service;
 * depends on {@code audit}, {@code client}, {@code database}, {@code key} and {@code token}.
 */
@NullMarked
package dev.sluice.auth.evidence;

import org.jspecify.annotations.NullMarked;
