package dev.sluice.catalog.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.catalog.collibra.Entry;
import dev.sluice.catalog.collibra.Place;

/**
 * A data set as assets: one for itself and one for each column. A column that an earlier approval had and
 * this one has not is marked, not deleted: what stewards have written on it stays.
 */
final class AssetOfDataSet {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SEPARATOR = " > ";

    private AssetOfDataSet() {
    }

    /** @param known columns that the catalogue has from earlier approvals */
    static List<Entry> entries(Delivery delivery, Collection<String> known) {
        JsonNode schema = JSON.readTree(delivery.schema());
        List<Entry> entries = new ArrayList<>();
        entries.add(dataSet(delivery, schema));
        List<String> columns = columns(delivery);
        for (JsonNode field : schema.path("fields")) {
            entries.add(column(delivery.dataset(), field, known));
        }
        known.stream().filter(column -> !columns.contains(column))
                .forEach(column -> entries.add(gone(delivery.dataset(), column)));
        return entries;
    }

    static List<String> columns(Delivery delivery) {
        List<String> names = new ArrayList<>();
        JSON.readTree(delivery.schema()).path("fields")
                .forEach(field -> names.add(field.path("name").asString("")));
        return names;
    }

    private static Entry dataSet(Delivery delivery, JsonNode schema) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        describe(schema, attributes);
        attributes.put("Row Count", List.of(Long.toString(delivery.records())));
        attributes.put("Last Approved At", List.of(delivery.approvedAt().toString()));
        attributes.put("Last Approved By", List.of(delivery.approvedBy()));
        attributes.put("Content Digest", List.of(delivery.digest()));
        attributes.put("Source", List.of(delivery.origin()));
        return new Entry(Place.APPROVED, null, delivery.dataset(), delivery.dataset(), "Data Set", null,
                attributes, null);
    }

    private static Entry column(String dataset, JsonNode field, Collection<String> known) {
        String name = field.path("name").asString("");
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        describe(field, attributes);
        attributes.put("Technical Data Type", List.of(field.path("type").asString("string")));
        attributes.put("Is Nullable", List.of(Boolean.toString(
                !field.path("constraints").path("required").asBoolean(false))));
        // The status of a column that was there all the time belongs to the stewards.
        Entry.Status back = known.contains(name) ? null : Entry.Status.PRESENT;
        return new Entry(Place.APPROVED, null, dataset + SEPARATOR + name, name, "Column", back, attributes,
                dataset);
    }

    private static Entry gone(String dataset, String column) {
        return new Entry(Place.APPROVED, null, dataset + SEPARATOR + column, column, "Column",
                Entry.Status.MISSING, Map.of(), null);
    }

    /** Only a description that the schema has: without one the stewards' own stays. */
    private static void describe(JsonNode described, Map<String, List<String>> attributes) {
        String description = described.path("description").asString(described.path("title").asString(""));
        if (!description.isBlank()) {
            attributes.put("Description", List.of(description));
        }
    }
}
