package dev.sluice.ingest.receipt;

/** How far a document has come. A receipt moves forward only, and a decided one never again. */
enum State {

    /** Stored, with the event in the outbox. */
    RECEIVED(0),

    /** The event was seen on the topic. */
    PUBLISHED(1),

    APPROVED(2), REJECTED(2), EXPIRED(2), FAILED(2);

    private final int rank;

    State(int rank) {
        this.rank = rank;
    }

    boolean before(State next) {
        return rank < next.rank;
    }
}
