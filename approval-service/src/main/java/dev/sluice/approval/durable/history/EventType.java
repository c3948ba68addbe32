package dev.sluice.approval.durable.history;

/**
 * What can happen to an execution; the names are those of AWS durable execution, so its tools can read a
 * history.
 */
public enum EventType {
    EXECUTION_STARTED("ExecutionStarted"),
    EXECUTION_SUCCEEDED("ExecutionSucceeded"),
    EXECUTION_FAILED("ExecutionFailed"),
    CONTEXT_STARTED("ContextStarted"),
    CONTEXT_SUCCEEDED("ContextSucceeded"),
    CONTEXT_FAILED("ContextFailed"),
    STEP_STARTED("StepStarted"),
    STEP_SUCCEEDED("StepSucceeded"),
    STEP_FAILED("StepFailed"),
    WAIT_STARTED("WaitStarted"),
    WAIT_SUCCEEDED("WaitSucceeded"),
    CALLBACK_STARTED("CallbackStarted"),
    CALLBACK_SUCCEEDED("CallbackSucceeded"),
    CALLBACK_FAILED("CallbackFailed"),
    CALLBACK_TIMED_OUT("CallbackTimedOut"),
    INVOCATION_COMPLETED("InvocationCompleted");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** The name as stored and shown. */
    public String wireName() {
        return wireName;
    }

    static EventType of(String wireName) {
        for (EventType type : values()) {
            if (type.wireName.equals(wireName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("No event type " + wireName);
    }
}
