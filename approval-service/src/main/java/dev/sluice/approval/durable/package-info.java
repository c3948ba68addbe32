/**
 * Durable workflows as plain code: steps are checkpointed, waits cost nothing, a restart replays. Depends
 * on its own history only; workers (in {@code durable.worker}) run what is defined here.
 */
@NullMarked
package dev.sluice.approval.durable;

import org.jspecify.annotations.NullMarked;
