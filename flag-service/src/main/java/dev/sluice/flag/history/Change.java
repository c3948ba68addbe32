package dev.sluice.flag.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change of one flag.
 *
 * @param version of the flag after it; of the flag that went, for a deletion
 * @param changes the members of the registry's entry that differ
 */
record Change(long version, Action action, Actor by, Instant at,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason, List<Member> changes) {

    /** Who did it: the token's subject and the name it had then. */
    record Actor(String id, String name) {
    }

    /** A member before and after; absent where there was or is none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Member(String name, @Nullable JsonNode from, @Nullable JsonNode to) {
    }

    /** What differs between two entries, in the order of their members. */
    static List<Member> between(@Nullable JsonNode before, @Nullable JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        if (before != null) {
            names.addAll(before.propertyNames());
        }
        if (after != null) {
            names.addAll(after.propertyNames());
        }
        List<Member> members = new ArrayList<>();
        for (String name : names) {
            @Nullable JsonNode from = before == null ? null : before.get(name);
            @Nullable JsonNode to = after == null ? null : after.get(name);
            if (from == null || !from.equals(to)) {
                members.add(new Member(name, from, to));
            }
        }
        return members;
    }
}
