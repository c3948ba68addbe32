package dev.sluice.local.standin.collibra;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The types and statuses that this Collibra knows. An import that names another one is refused, as the real
 * one refuses it. Those with an id are delivered with Collibra; the others an administrator adds.
 */
final class OperatingModel {

    private static final Map<String, String> DELIVERED = Map.of(
            "Data Set", "00000000-0000-0000-0001-000400000001",
            "Column", "00000000-0000-0000-0000-000000031008",
            "Table", "00000000-0000-0000-0000-000000031007",
            "Description", "00000000-0000-0000-0000-000000003114");

    private static final Set<String> ASSET_TYPES = Set.of("Data Set", "Column", "Table", "Database View",
            "File", "Report", "Schema", "Database");
    private static final Set<String> ATTRIBUTE_TYPES = Set.of("Description", "Definition", "Row Count",
            "Technical Data Type", "Last Approved At", "Last Approved By", "Content Digest", "Source",
            "Technical Name", "Data Classification", "Purview Asset Link", "Purview Type", "Is Nullable",
            "Business Name", "Owner Team", "Quality Certification");
    private static final Set<String> STATUSES = Set.of("Candidate", "Accepted", "Implemented", "Obsolete",
            "Missing from source", "Rejected", "Under Review");
    private static final Set<String> DOMAIN_TYPES = Set.of("Physical Data Dictionary", "Data Asset Domain",
            "Technology Asset Domain", "Glossary");

    /** Data Set contains Data Element; Column is part of Table; Schema contains Table. */
    private static final Set<UUID> RELATION_TYPES = Set.of(
            UUID.fromString("00000000-0000-0000-0000-000000007062"),
            UUID.fromString("00000000-0000-0000-0000-000000007042"),
            UUID.fromString("00000000-0000-0000-0000-000000007043"));

    private OperatingModel() {
    }

    static boolean hasRelationType(UUID id) {
        return RELATION_TYPES.contains(id);
    }

    /** The name of the type, said by name or by id. */
    static Optional<String> assetType(String nameOrId) {
        return named(ASSET_TYPES, nameOrId);
    }

    static Optional<String> attributeType(String nameOrId) {
        return named(ATTRIBUTE_TYPES, nameOrId);
    }

    static Optional<String> status(String nameOrId) {
        return named(STATUSES, nameOrId);
    }

    static Optional<String> domainType(String nameOrId) {
        return named(DOMAIN_TYPES, nameOrId);
    }

    static UUID id(String name) {
        String delivered = DELIVERED.get(name);
        return delivered != null ? UUID.fromString(delivered)
                : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> named(Set<String> names, String nameOrId) {
        return names.stream().filter(name -> name.equals(nameOrId) || id(name).toString().equals(nameOrId))
                .findFirst();
    }
}
