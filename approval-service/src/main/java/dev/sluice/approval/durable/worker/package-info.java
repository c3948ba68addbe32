/**
 * Runs executions: claims what is due, a bounded number at a time, keeps the leases, sleeps until somebody
 * notifies or the next one is due. Depends on the engine in {@code durable}; nothing but the application
 * depends on it.
 */
@NullMarked
package dev.sluice.approval.durable.worker;

import org.jspecify.annotations.NullMarked;
