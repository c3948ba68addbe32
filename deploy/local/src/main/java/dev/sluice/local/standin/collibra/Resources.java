package dev.sluice.local.standin.collibra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** Everything that the catalogue holds. A copy can be changed and thrown away: the entries never change. */
record Resources(Map<UUID, Community> communities, Map<UUID, Domain> domains, Map<UUID, Asset> assets,
        Map<UUID, Relation> relations, Map<UUID, Job> jobs) {

    static Resources none() {
        return new Resources(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    Resources copy() {
        return new Resources(new LinkedHashMap<>(communities), new LinkedHashMap<>(domains),
                new LinkedHashMap<>(assets), new LinkedHashMap<>(relations), new LinkedHashMap<>(jobs));
    }

    static <T> Optional<T> find(Map<UUID, T> among, Predicate<T> wanted) {
        return among.values().stream().filter(wanted).findFirst();
    }

    record Community(UUID id, String name, long createdOn) {
    }

    record Domain(UUID id, String name, UUID community, String type, long createdOn) {
    }

    /** @param attributes values by the name of their type */
    record Asset(UUID id, String name, String displayName, UUID domain, String type, String status,
            Map<String, List<String>> attributes, @Nullable String externalSystemId,
            @Nullable String externalEntityId, long createdOn, long lastModifiedOn) {

        Asset {
            attributes = Map.copyOf(attributes);
        }

        boolean external(String system, String entity) {
            return system.equals(externalSystemId) && entity.equals(externalEntityId);
        }

        Asset changed(Map<String, List<String>> values, long now) {
            return new Asset(id, name, displayName, domain, type, status, values, externalSystemId,
                    externalEntityId, createdOn, now);
        }
    }

    record Relation(UUID id, UUID type, UUID source, UUID target, long createdOn) {
    }

    /** An import, with its outcome once it has one. */
    record Job(UUID id, String state, String result, String message, long createdOn, long endDate,
            @Nullable Tally tally, List<Mistake> errors) {

        boolean finished() {
            return endDate > 0;
        }
    }

    /** Why a command was not carried out; {@code index} is its position in the file, from 0. */
    record Mistake(String errorType, String resourceType, String errorMessage, int index, String identifier) {
    }
}
