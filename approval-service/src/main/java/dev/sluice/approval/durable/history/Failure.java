package dev.sluice.approval.durable.history;

import java.util.Objects;

/** Why something failed, in a form that survives a restart: the exception's simple name and its message. */
public record Failure(String type, String message) {

    /** The longest message that is kept; a stack of nested causes belongs in the log, not in every replay. */
    private static final int LONGEST = 2_000;

    public static Failure of(Throwable error) {
        String message = Objects.requireNonNullElse(error.getMessage(), "");
        return new Failure(error.getClass().getSimpleName(),
                message.length() > LONGEST ? message.substring(0, LONGEST) : message);
    }

    @Override
    public String toString() {
        return message.isEmpty() ? type : type + ": " + message;
    }
}
