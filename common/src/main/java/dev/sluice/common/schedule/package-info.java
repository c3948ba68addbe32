/** How what a service does now and then is done, and how its failures are told; depends on {@code outage}. */
@NullMarked
package dev.sluice.common.schedule;

import org.jspecify.annotations.NullMarked;
