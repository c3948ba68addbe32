package dev.sluice.flag.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A flag as its readers see it.
 *
 * @param attributes members of the registry's entry that only others know
 * @param expired whether its last day has passed
 * @param extensions how often its end date was moved further away
 */
record FlagView(String key, @Nullable String description, @Nullable String owner, Status status,
        @Nullable LocalDate expirationDate, boolean expired, boolean enabled, Variants.Type type,
        Map<String, JsonNode> variants, String onVariant, String offVariant, Map<String, JsonNode> attributes,
        int extensions, Instant statusSince, Instant createdAt, Instant updatedAt, String updatedBy,
        long version) {

    static FlagView of(Stored stored, LocalDate today) {
        Flag flag = stored.flag();
        Variants variants = flag.variants();
        return new FlagView(flag.key(), flag.description(), flag.owner(), flag.status(),
                flag.expirationDate(), flag.expired(today), flag.enabled(), variants.type(),
                variants.values(), variants.on(), variants.off(), attributes(flag), stored.extensions(),
                stored.statusSince(), stored.createdAt(), stored.updatedAt(), stored.updatedBy(),
                stored.version());
    }

    static Map<String, JsonNode> attributes(Flag flag) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        flag.entry().properties().stream().filter(member -> !Entry.MEMBERS.contains(member.getKey()))
                .forEach(member -> attributes.put(member.getKey(), member.getValue()));
        return attributes;
    }
}
