/** Tests of the broker part of the event port. */
@NullMarked
package dev.sluice.common.event.broker;

import org.jspecify.annotations.NullMarked;
