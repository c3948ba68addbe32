/** What both brokers must do for the event port. */
@NullMarked
package dev.sluice.common.event;

import org.jspecify.annotations.NullMarked;
