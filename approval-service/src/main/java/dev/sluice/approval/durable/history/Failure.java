package dev.sluice.approval.durable.history;

import java.util.Objects;

/** Why something failed, in a form that survives a restart: the exception's simple name and its message. */
public record Failure(String type, String message) {

    /** The longest message that is kept; a stack of nested causes belongs in the log, not in every replay. */
    private static final int LONGEST = 2_000;
    /** In the place of NUL, which PostgreSQL has no text for. */
    private static final char UNKNOWN = '\ufffd';

    public Failure {
        int end = Math.min(message.length(), LONGEST);
        boolean halfACharacter = end > 0 && Character.isHighSurrogate(message.charAt(end - 1));
        message = message.substring(0, halfACharacter ? end - 1 : end).replace('\0', UNKNOWN);
    }

    public static Failure of(Throwable error) {
        return new Failure(error.getClass().getSimpleName(),
                Objects.requireNonNullElse(error.getMessage(), ""));
    }

    @Override
    public String toString() {
        return message.isEmpty() ? type : type + ": " + message;
    }
}
