/**
 * What the adapters of the brokers share: the wire form, the attempts at one message, its way to the dead
 * letters, trace, meters and health; only adapters and the outbox may depend on it.
 */
@NullMarked
package dev.sluice.common.event.broker;

import org.jspecify.annotations.NullMarked;
