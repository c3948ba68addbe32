package dev.sluice.approval.durable.history;

/** What a workflow can do durably; replay checks that the same position holds the same type again. */
public enum OperationType {
    STEP,
    WAIT,
    CALLBACK,
    CONTEXT
}
