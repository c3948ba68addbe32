package dev.sluice.approval.table;

import org.jspecify.annotations.Nullable;

/** What became of one cell's text. */
sealed interface Cell {

    Cell ABSENT = new Value(null);

    /** A typed value; null for an empty optional one. */
    record Value(@Nullable Object value) implements Cell {
    }

    /** Not what the contract says; the reason is for the person who uploaded it. */
    record Bad(String reason) implements Cell {
    }
}
