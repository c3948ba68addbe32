package dev.sluice.catalog.collibra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Entries as the commands of Collibra's import API: the places first, so that they exist. */
final class ImportFile {

    private final CollibraProperties names;
    private final List<Map<String, Object>> commands = new ArrayList<>();
    private final int placeCommands;

    ImportFile(CollibraProperties names, List<Entry> entries) {
        this.names = names;
        Set<Place> places = new LinkedHashSet<>();
        entries.forEach(entry -> places.add(entry.place()));
        commands.add(Map.of("resourceType", "Community", "identifier", community()));
        places.forEach(place -> commands.add(Map.of("resourceType", "Domain", "identifier", domain(place),
                "type", Map.of("name", names.domainType()))));
        placeCommands = commands.size();
        entries.forEach(entry -> commands.add(command(entry)));
    }

    List<Map<String, Object>> commands() {
        return commands;
    }

    /** Which entry a command is about; negative for a place's. */
    int entryOf(int command) {
        return command - placeCommands;
    }

    private Map<String, Object> command(Entry entry) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("resourceType", "Asset");
        Entry.External external = entry.external();
        if (external == null) {
            command.put("identifier", named(entry.name(), entry.place()));
        }
        else {
            command.put("identifier", Map.of("externalSystemId", external.system(),
                    "externalEntityId", external.key()));
            command.put("name", entry.name());
            command.put("domain", domain(entry.place()));
        }
        command.put("displayName", entry.displayName());
        if (entry.type() != null) {
            command.put("type", Map.of("name", entry.type()));
        }
        if (entry.status() != null) {
            command.put("status", Map.of("name", switch (entry.status()) {
                case PRESENT -> names.presentStatus();
                case MISSING -> names.missingStatus();
            }));
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        entry.attributes().forEach((type, values) -> attributes.put(type,
                values.stream().map(value -> Map.of("value", value)).toList()));
        if (!attributes.isEmpty()) {
            command.put("attributes", attributes);
        }
        if (entry.partOf() != null) {
            command.put("relations", Map.of(names.columnRelation() + ":SOURCE",
                    List.of(named(entry.partOf(), entry.place()))));
        }
        return command;
    }

    private Map<String, Object> named(String name, Place place) {
        return Map.of("name", name, "domain", domain(place));
    }

    private Map<String, Object> domain(Place place) {
        return Map.of("name", place.domain(), "community", community());
    }

    private Map<String, Object> community() {
        return Map.of("name", names.community());
    }
}
