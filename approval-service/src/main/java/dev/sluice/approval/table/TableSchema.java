package dev.sluice.approval.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * The part of a Frictionless Table Schema that rows are checked against: names, types, required, primary
 * key.
 */
public record TableSchema(Map<String, Field> fields, List<String> primaryKey) {

    /** One declared column; a column of the primary key is required. */
    public record Field(String name, FieldType type, boolean required) {
    }

    /**
     * Reads a schema as the data set's contract holds it.
     *
     * @throws UnreadableDocument for a schema that no row can be checked against
     */
    public static TableSchema of(JsonNode json) {
        List<String> primaryKey = new ArrayList<>();
        JsonNode key = json.path("primaryKey");
        if (key.isString()) {
            primaryKey.add(key.stringValue());
        }
        key.values().forEach(name -> primaryKey.add(name.asString()));
        Map<String, Field> fields = new LinkedHashMap<>();
        for (JsonNode field : json.path("fields")) {
            String name = field.path("name").asString("");
            boolean required = field.path("constraints").path("required").asBoolean(false)
                    || primaryKey.contains(name);
            fields.put(name, new Field(name, FieldType.of(field.path("type").asString("string")), required));
        }
        if (!fields.keySet().containsAll(primaryKey)) {
            throw new UnreadableDocument("The contract's primary key names a field that it does not declare");
        }
        return new TableSchema(fields, List.copyOf(primaryKey));
    }

    /** The declared columns that a document must have. */
    Set<String> requiredNames() {
        return fields.values().stream().filter(Field::required).map(Field::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
