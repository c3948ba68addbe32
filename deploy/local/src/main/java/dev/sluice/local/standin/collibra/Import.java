package dev.sluice.local.standin.collibra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import tools.jackson.databind.JsonNode;

import dev.sluice.local.standin.collibra.Resources.Community;
import dev.sluice.local.standin.collibra.Resources.Domain;
import dev.sluice.local.standin.collibra.Resources.Mistake;

/**
 * One import file carried out on a copy of the resources. First everything is created and updated, then it is
 * related, so that a command may name what a later one creates. A command is carried out whole or not at all.
 */
final class Import {

    private final Resources resources;
    private final Set<String> poison;
    private final boolean replaceRelations;
    private final long now;
    private final Tally tally = Tally.empty();
    private final List<Mistake> mistakes = new ArrayList<>();

    Import(Resources resources, Set<String> poison, boolean replaceRelations, long now) {
        this.resources = resources;
        this.poison = poison;
        this.replaceRelations = replaceRelations;
        this.now = now;
    }

    void run(JsonNode commands) {
        List<Runnable> relating = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            JsonNode command = commands.get(i);
            int index = i;
            attempt(index, command, () -> {
                switch (command.path("resourceType").asString("")) {
                    case "Community" -> community(command);
                    case "Domain" -> domain(command);
                    case "Asset" -> {
                        AssetImport asset = new AssetImport(resources, command, tally, now);
                        refusePoison(asset.name());
                        UUID id = asset.upsert();
                        relating.add(() -> attempt(index, command, () -> asset.relate(id, replaceRelations)));
                    }
                    default -> throw new Invalid("Unknown resourceType");
                }
            });
        }
        relating.forEach(Runnable::run);
    }

    Tally tally() {
        return tally;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    private void attempt(int index, JsonNode command, Runnable work) {
        try {
            work.run();
        }
        catch (Invalid | IllegalArgumentException invalid) {
            boolean runtime = invalid instanceof Invalid said && said.runtime;
            mistakes.add(new Mistake(runtime ? "RUNTIME" : "VALIDATION",
                    command.path("resourceType").asString("").equals("Asset") ? "ASSET" : "DOMAIN",
                    String.valueOf(invalid.getMessage()), index, command.path("identifier").toString()));
        }
    }

    private void refusePoison(String name) {
        if (poison.contains(name)) {
            throw new Invalid("Asset '" + name + "' cannot be stored", true);
        }
    }

    private void community(JsonNode command) {
        String name = command.path("identifier").path("name").asString("");
        if (name.isBlank()) {
            throw new Invalid("A community has a name");
        }
        if (Resources.find(resources.communities(), known -> known.name().equals(name)).isEmpty()) {
            Community created = new Community(UUID.randomUUID(), name, now);
            resources.communities().put(created.id(), created);
            tally.added("COMMUNITY");
        }
    }

    private void domain(JsonNode command) {
        JsonNode identifier = command.path("identifier");
        if (domain(resources, identifier).isPresent()) {
            return;
        }
        String name = identifier.path("name").asString("");
        String community = identifier.path("community").path("name").asString("");
        Community owner = Resources.find(resources.communities(), known -> known.name().equals(community))
                .orElseThrow(() -> new Invalid("Community '" + community + "' does not exist"));
        JsonNode said = command.path("type");
        String type = said.path("name").asString(said.path("id").asString(""));
        Domain created = new Domain(UUID.randomUUID(), name, owner.id(), OperatingModel.domainType(type)
                .orElseThrow(() -> new Invalid("Domain type '" + type + "' does not exist")), now);
        resources.domains().put(created.id(), created);
        tally.added("DOMAIN");
    }

    /** The domain that an identifier means, by id or by its name and its community's. */
    static Optional<Domain> domain(Resources resources, JsonNode identifier) {
        if (identifier.has("id")) {
            return Optional.ofNullable(resources.domains().get(id(identifier)));
        }
        String name = identifier.path("name").asString("");
        String community = identifier.path("community").path("name").asString("");
        return Resources.find(resources.domains(), known -> known.name().equals(name)
                && Resources.find(resources.communities(), owner -> owner.id().equals(known.community())
                        && owner.name().equals(community)).isPresent());
    }

    static UUID id(JsonNode identifier) {
        return UUID.fromString(identifier.path("id").asString());
    }

    /** A command that cannot be carried out. */
    static final class Invalid extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean runtime;

        Invalid(String message) {
            this(message, false);
        }

        Invalid(String message, boolean runtime) {
            super(message, null, false, false);
            this.runtime = runtime;
        }
    }
}
