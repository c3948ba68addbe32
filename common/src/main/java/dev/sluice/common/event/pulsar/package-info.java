/**
 * Events over Apache Pulsar with its plain client; depends on {@code event}, {@code event.broker} and
 * {@code lifecycle}.
 */
@NullMarked
package dev.sluice.common.event.pulsar;

import org.jspecify.annotations.NullMarked;
