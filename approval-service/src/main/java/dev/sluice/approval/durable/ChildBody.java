package dev.sluice.approval.durable;

import org.jspecify.annotations.Nullable;

/** A part of a workflow with operation ids of its own; deterministic like the whole. */
@FunctionalInterface
public interface ChildBody<T extends @Nullable Object> {

    T run(DurableContext child) throws Exception;
}
