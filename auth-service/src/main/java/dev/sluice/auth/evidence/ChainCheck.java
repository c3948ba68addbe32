package dev.sluice.auth.evidence;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.sluice.auth.audit.AuditRow;
import dev.sluice.auth.audit.Head;

/**
 * Follows the chain row by row, and stops at the first that is not what it was. Heads that are known from
 * elsewhere must be in it.
 */
final class ChainCheck {

    private final NavigableMap<Long, String> known = new TreeMap<>();
    private Head head;
    private long rows;
    private @Nullable Broken broken;

    /** The first row that is wrong, and how. */
    record Broken(long sequence, String what) {

        @Override
        public String toString() {
            return "row " + sequence + " " + what;
        }
    }

    /** @param start the row before the first one that will be checked */
    ChainCheck(Head start) {
        this.head = start;
    }

    /** A head that was seen before; told before the rows up to it. */
    void expect(Head seen) {
        String other = known.putIfAbsent(seen.sequence(), seen.hash());
        if (other != null && !other.equals(seen.hash())) {
            broken(seen.sequence(), "is not the one that was seen before: two heads of it are known");
        }
    }

    void row(AuditRow row) {
        long due = head.sequence() + 1;
        if (row.sequence() > due) {
            broken(due, "is missing: row " + row.sequence() + " stands in its place");
        }
        else if (row.sequence() < due) {
            broken(row.sequence(), "is there again: row " + head.sequence() + " stands before it");
        }
        else if (!row.previous().equals(head.hash())) {
            broken(due, "does not follow from row " + head.sequence() + ": another one stood before it");
        }
        else if (!row.matchesHash()) {
            broken(due, "was changed: it is not what was hashed");
        }
        else if (!known.getOrDefault(due, row.hash()).equals(row.hash())) {
            broken(due, "is not the one that was seen before: it or one before it was replaced");
        }
        else if (broken == null) {
            head = row.head();
            rows++;
        }
    }

    /** A head that was signed when the chain ended with it, found after its row. */
    void signed(Head signed) {
        if (signed.sequence() > head.sequence()) {
            missing(signed.sequence());
        }
        else if (signed.sequence() == head.sequence() && !signed.hash().equals(head.hash())) {
            broken(signed.sequence(), "is not the one that was signed: it or one before it was replaced");
        }
        else if (signed.sequence() < head.sequence()) {
            broken(signed.sequence(), "has its signed head in another place");
        }
    }

    /** Nothing follows. */
    void end() {
        for (Map.Entry<Long, String> seen : known.tailMap(head.sequence(), false).entrySet()) {
            missing(seen.getKey());
        }
    }

    private void missing(long seen) {
        broken(head.sequence() + 1, "is missing: the chain ends before it, and row " + seen + " was there");
    }

    /** The first thing that is wrong counts. */
    void broken(long sequence, String what) {
        if (broken == null) {
            broken = new Broken(sequence, what);
        }
    }

    Optional<Broken> broken() {
        return Optional.ofNullable(broken);
    }

    /** The last row that is sound. */
    Head head() {
        return head;
    }

    long rows() {
        return rows;
    }
}
