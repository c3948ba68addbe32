/**
 * What an execution has done so far, as an append-only list of events in PostgreSQL. May depend on nothing
 * of ours: replay and workers stand on it.
 */
@NullMarked
@NamedInterface("history")
package dev.sluice.approval.durable.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
