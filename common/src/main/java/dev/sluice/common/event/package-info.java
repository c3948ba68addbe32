/**
 * Domain events between services: the CloudEvents envelope and the one port that publishes and delivers it,
 * at least once and in order per key, on either broker; depends on no other feature of this module.
 */
@NullMarked
package dev.sluice.common.event;

import org.jspecify.annotations.NullMarked;
