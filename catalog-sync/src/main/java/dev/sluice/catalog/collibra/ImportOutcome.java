package dev.sluice.catalog.collibra;

import java.util.Map;

/** How an import job stands. */
public sealed interface ImportOutcome {

    /** Not at its end. */
    record Running() implements ImportOutcome {
    }

    /** At its end, and everything is stored. */
    record Done() implements ImportOutcome {
    }

    /**
     * At its end with errors.
     *
     * @param stored whether the entries without an error were stored
     * @param errors by the entry's position
     * @param general what cannot be put down to an entry; empty when everything can
     */
    record Faulty(boolean stored, Map<Integer, String> errors, String general) implements ImportOutcome {

        public Faulty {
            errors = Map.copyOf(errors);
        }
    }

    /** Cancelled, cut off or forgotten: nothing is known of it, and it is to be sent again. */
    record Lost(String reason) implements ImportOutcome {
    }
}
