package dev.sluice.local.demo;

/** A step of the story did not go as told; the message says which request and what was answered. */
public final class StepFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StepFailed(String message) {
        super(message);
    }

    StepFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
