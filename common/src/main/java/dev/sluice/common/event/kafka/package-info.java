/**
 * Events over Apache Kafka with its plain client; depends on {@code event} and {@code event.broker}.
 */
@NullMarked
package dev.sluice.common.event.kafka;

import org.jspecify.annotations.NullMarked;
