package dev.sluice.local.standin.collibra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.sluice.local.standin.collibra.Import.Invalid;
import dev.sluice.local.standin.collibra.Resources.Asset;
import dev.sluice.local.standin.collibra.Resources.Relation;

/**
 * One asset's command. Of an asset that exists only what the command names is changed; values of an
 * attribute type that it names are replaced, and those of the others stay.
 */
final class AssetImport {

    private final Resources resources;
    private final JsonNode command;
    private final JsonNode identifier;
    private final Tally tally;
    private final long now;

    AssetImport(Resources resources, JsonNode command, Tally tally, long now) {
        this.resources = resources;
        this.command = command;
        this.identifier = command.path("identifier");
        this.tally = tally;
        this.now = now;
    }

    String name() {
        return command.path("name").asString(identifier.path("name").asString(""));
    }

    UUID upsert() {
        Optional<Asset> known = asset(resources, identifier);
        Tally own = Tally.empty();
        Asset asset = known.map(this::changed).orElseGet(this::created);
        Map<String, List<String>> attributes = attributes(asset, own);
        if (known.isEmpty()) {
            own.added("ASSET");
        }
        else if (!asset.equals(known.get())) {
            own.updated("ASSET");
        }
        if (!asset.attributes().equals(attributes) || !Optional.of(asset).equals(known)) {
            asset = asset.changed(attributes, now);
            resources.assets().put(asset.id(), asset);
        }
        tally.addAll(own);
        return asset.id();
    }

    private Asset changed(Asset known) {
        String name = command.path("name").asString(known.name());
        refuseNamesake(name, known.domain(), known.id());
        return new Asset(known.id(), name,
                command.path("displayName").asString(known.displayName()), known.domain(),
                named("type", OperatingModel::assetType, known.type()),
                named("status", OperatingModel::status, known.status()),
                known.attributes(), text("externalSystemId", known.externalSystemId()),
                text("externalEntityId", known.externalEntityId()), known.createdOn(),
                known.lastModifiedOn());
    }

    private Asset created() {
        JsonNode place = command.has("domain") ? command.path("domain") : identifier.path("domain");
        UUID domain = Import.domain(resources, place).orElseThrow(() -> new Invalid("Domain does not exist"))
                .id();
        if (name().isBlank()) {
            throw new Invalid("An asset has a name");
        }
        refuseNamesake(name(), domain, null);
        UUID id = identifier.has("id") ? Import.id(identifier) : UUID.randomUUID();
        return new Asset(id, name(), command.path("displayName").asString(name()), domain,
                named("type", OperatingModel::assetType, null),
                named("status", OperatingModel::status, "Candidate"),
                Map.of(), text("externalSystemId", null), text("externalEntityId", null), now, now);
    }

    private void refuseNamesake(String name, UUID domain, @Nullable UUID self) {
        if (Resources.find(resources.assets(), other -> other.domain().equals(domain)
                && other.name().equals(name) && !other.id().equals(self)).isPresent()) {
            throw new Invalid("An asset '" + name + "' already exists in the domain");
        }
    }

    private @Nullable String text(String field, @Nullable String otherwise) {
        return identifier.has(field) ? identifier.path(field).asString() : otherwise;
    }

    private String named(String field, Lookup lookup, @Nullable String otherwise) {
        JsonNode value = command.path(field);
        if (value.isMissingNode() && otherwise != null) {
            return otherwise;
        }
        String said = value.path("name").asString(value.path("id").asString(""));
        return lookup.find(said)
                .orElseThrow(() -> new Invalid("The " + field + " '" + said + "' does not exist"));
    }

    private Map<String, List<String>> attributes(Asset asset, Tally own) {
        Map<String, List<String>> attributes = new HashMap<>(asset.attributes());
        command.path("attributes").forEachEntry((said, values) -> {
            String type = OperatingModel.attributeType(said)
                    .orElseThrow(() -> new Invalid("Attribute type '" + said + "' does not exist"));
            List<String> wanted = new ArrayList<>();
            values.forEach(value -> {
                if (value.has("values")) {
                    value.path("values").forEach(each -> wanted.add(each.asString()));
                }
                else {
                    wanted.add(value.path("value").asString());
                }
            });
            List<String> had = attributes.getOrDefault(type, List.of());
            if (wanted.isEmpty() && !had.isEmpty()) {
                attributes.remove(type);
                own.removed("ATTRIBUTE");
            }
            else if (!wanted.isEmpty() && !wanted.equals(had)) {
                attributes.put(type, List.copyOf(wanted));
                if (had.isEmpty()) {
                    own.added("ATTRIBUTE");
                }
                else {
                    own.updated("ATTRIBUTE");
                }
            }
        });
        return attributes;
    }

    /** A key such as {@code <type>:TARGET} says at which end of the relation the listed assets are. */
    void relate(UUID self, boolean replace) {
        command.path("relations").forEachEntry((key, others) -> {
            String[] parts = key.split(":", -1);
            if (parts.length != 2 || !Set.of("SOURCE", "TARGET").contains(parts[1])) {
                throw new Invalid("Not a relation: " + key);
            }
            UUID type = UUID.fromString(parts[0]);
            if (!OperatingModel.hasRelationType(type)) {
                throw new Invalid("Relation type " + type + " does not exist");
            }
            boolean selfIsSource = parts[1].equals("TARGET");
            Set<UUID> wanted = new HashSet<>();
            others.forEach(other -> wanted.add(asset(resources, other)
                    .orElseThrow(() -> new Invalid("Related asset does not exist: " + other)).id()));
            if (replace) {
                removeOthers(type, self, selfIsSource, wanted);
            }
            wanted.forEach(other -> add(type, selfIsSource ? self : other, selfIsSource ? other : self));
        });
    }

    private void removeOthers(UUID type, UUID self, boolean selfIsSource, Set<UUID> wanted) {
        boolean removed = resources.relations().values().removeIf(known -> known.type().equals(type)
                && self.equals(selfIsSource ? known.source() : known.target())
                && !wanted.contains(selfIsSource ? known.target() : known.source()));
        if (removed) {
            tally.removed("RELATION");
        }
    }

    private void add(UUID type, UUID source, UUID target) {
        if (Resources.find(resources.relations(), known -> known.type().equals(type)
                && known.source().equals(source) && known.target().equals(target)).isEmpty()) {
            Relation created = new Relation(UUID.randomUUID(), type, source, target, now);
            resources.relations().put(created.id(), created);
            tally.added("RELATION");
        }
    }

    /** By id, by external id, or by name and domain. */
    private static Optional<Asset> asset(Resources resources, JsonNode identifier) {
        if (identifier.has("id")) {
            return Optional.ofNullable(resources.assets().get(Import.id(identifier)));
        }
        if (identifier.has("externalEntityId")) {
            return Resources.find(resources.assets(), known -> known.external(
                    identifier.path("externalSystemId").asString(""),
                    identifier.path("externalEntityId").asString("")));
        }
        if (!identifier.has("name")) {
            throw new Invalid("An asset is identified by id, external id, or name and domain");
        }
        return Import.domain(resources, identifier.path("domain")).flatMap(domain -> Resources.find(
                resources.assets(), known -> known.domain().equals(domain.id())
                        && known.name().equals(identifier.path("name").asString(""))));
    }

    @FunctionalInterface
    private interface Lookup {

        Optional<String> find(String nameOrId);
    }
}
