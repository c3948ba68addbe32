/** Tests of the pulsar part of the event port. */
@NullMarked
package dev.sluice.common.event.pulsar;

import org.jspecify.annotations.NullMarked;
