/** Serves PostgreSQL, Redis, Kafka and Pulsar on one machine; depends on {@code process} only. */
@NullMarked
package dev.sluice.local.engine;

import org.jspecify.annotations.NullMarked;
