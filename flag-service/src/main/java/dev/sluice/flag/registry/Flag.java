package dev.sluice.flag.registry;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A flag as its entry in the registry says. What an entry may lack, because registries grew before the
 * rule, is null here and debt.
 *
 * @param expirationDate the last day, in UTC, on which the flag is meant to exist
 * @param enabled false turns it off in every environment
 * @param entry the entry itself, with the members that only others know
 */
public record Flag(String key, @Nullable String description, @Nullable String owner, Status status,
        @Nullable LocalDate expirationDate, boolean enabled, Variants variants, ObjectNode entry) {

    /** Whether its last day has passed. */
    public boolean expired(LocalDate today) {
        return expirationDate != null && expirationDate.isBefore(today);
    }

    /** Whether this moves the end of the older flag further away, or takes it away. */
    boolean extendsEndOf(Flag older) {
        return older.expirationDate != null
                && (expirationDate == null || expirationDate.isAfter(older.expirationDate));
    }
}
