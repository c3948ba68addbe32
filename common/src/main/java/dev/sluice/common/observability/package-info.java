/**
 * What operators see: defaults that every service starts with, correlation and trace ids in each log line and
 * across calls, logs without secrets, and no start in production with a development secret; depends on no
 * other feature of this module.
 */
@NullMarked
package dev.sluice.common.observability;

import org.jspecify.annotations.NullMarked;
