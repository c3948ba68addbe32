package dev.sluice.approval.table;

/** A document of which no row can be told from another; reading it again will not help. */
public final class UnreadableDocument extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableDocument(String message) {
        super(message);
    }
}
