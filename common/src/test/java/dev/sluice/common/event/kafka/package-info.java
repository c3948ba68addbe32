/** Tests of the kafka part of the event port. */
@NullMarked
package dev.sluice.common.event.kafka;

import org.jspecify.annotations.NullMarked;
