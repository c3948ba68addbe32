/**
 * Events over Apache Kafka with its plain client; depends on {@code event}, {@code event.broker} and
 * {@code lifecycle}.
 */
@NullMarked
package dev.sluice.common.event.kafka;

import org.jspecify.annotations.NullMarked;
