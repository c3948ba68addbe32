package dev.sluice.ingest.dataset;

/** What became of a contract that was put. */
sealed interface Put {

    /** The data set is new. */
    record Created(Dataset dataset) implements Put {
    }

    /** The data set was there; its version is higher if the contract differs. */
    record Replaced(Dataset dataset) implements Put {
    }

    /** The caller's condition does not hold; nothing changed. */
    record Refused() implements Put {
    }
}
