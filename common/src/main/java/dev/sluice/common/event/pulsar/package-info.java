/**
 * Events over Apache Pulsar with its plain client; depends on {@code event} and {@code event.broker}.
 */
@NullMarked
package dev.sluice.common.event.pulsar;

import org.jspecify.annotations.NullMarked;
