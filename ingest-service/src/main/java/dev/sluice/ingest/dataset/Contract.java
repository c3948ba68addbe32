package dev.sluice.ingest.dataset;

import java.util.LinkedHashSet;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * What a data set promises of its rows: a Frictionless Table Schema that is valid, and that names nothing
 * which the platform would not check. It keeps the JSON as its author wrote it.
 */
public record Contract(JsonNode schema) {

    /** @throws InvalidContract with a pointer to each part that is wrong */
    public Contract {
        schema = schema.deepCopy();
        ContractCheck.of(schema).throwIfWrong();
    }

    /** The columns that it names. */
    public Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        for (JsonNode field : schema.path("fields").values()) {
            fields.add(field.path("name").stringValue());
        }
        return fields;
    }

    /** The columns that a document must have: required ones, and those of the primary key. */
    public Set<String> requiredFields() {
        Set<String> required = new LinkedHashSet<>();
        for (JsonNode field : schema.path("fields").values()) {
            if (field.path("constraints").path("required").asBoolean(false)) {
                required.add(field.path("name").stringValue());
            }
        }
        required.addAll(ContractCheck.primaryKey(schema));
        return required;
    }
}
