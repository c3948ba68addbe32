package dev.sluice.ingest.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.sluice.common.problem.Fault;

/** Reads a Table Schema and collects everything that is wrong with it. */
final class ContractCheck {

    /** The types of the Table Schema that rows are checked for. */
    static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "date", "datetime",
            "any");

    private static final Set<String> MEMBERS = Set.of("$schema", "fields", "primaryKey", "title",
            "description");
    private static final Set<String> OF_FIELD = Set.of("name", "type", "format", "title", "description",
            "example", "constraints");
    /** Each event of the data set carries the contract, and a broker takes no event of any size. */
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_FIELDS = 1_000;
    private static final int LONGEST_NAME = 200;

    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private ContractCheck() {
    }

    static ContractCheck of(JsonNode schema) {
        ContractCheck check = new ContractCheck();
        check.schema(schema);
        return check;
    }

    void throwIfWrong() {
        if (!faults.isEmpty()) {
            throw new InvalidContract(faults);
        }
    }

    /** One name or several, as the Table Schema allows. */
    static List<String> primaryKey(JsonNode schema) {
        JsonNode key = schema.path("primaryKey");
        if (key.isString()) {
            return List.of(key.stringValue());
        }
        return key.values().stream().map(name -> name.asString("")).toList();
    }

    private void schema(JsonNode schema) {
        if (!schema.isObject()) {
            wrong("#", "must be an object with the member fields");
            return;
        }
        onlyKnown(schema, MEMBERS, "#");
        JsonNode fields = schema.path("fields");
        if (!fields.isArray() || fields.isEmpty() || fields.size() > MOST_FIELDS) {
            wrong("#/fields", "must be an array of 1 to " + MOST_FIELDS + " fields");
            return;
        }
        for (int index = 0; index < fields.size(); index++) {
            field(fields.get(index), "#/fields/" + index);
        }
        if (schema.has("primaryKey")) {
            key(schema);
        }
        if (schema.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            wrong("#", "must have " + MOST_BYTES + " bytes at most");
        }
        if (hasNul(schema)) {
            wrong("#", "must not hold the character U+0000");
        }
    }

    /** What no database of a later step can keep; the names of members are known ones. */
    private static boolean hasNul(JsonNode node) {
        return node.isString() ? node.stringValue().indexOf('\0') >= 0
                : node.values().stream().anyMatch(ContractCheck::hasNul);
    }

    private void field(JsonNode field, String pointer) {
        if (!field.isObject()) {
            wrong(pointer, "must be an object with the members name and type");
            return;
        }
        onlyKnown(field, OF_FIELD, pointer);
        name(field.path("name"), pointer + "/name");
        if (!field.path("type").isString() || !TYPES.contains(field.path("type").stringValue())) {
            wrong(pointer + "/type", "must be one of " + String.join(", ", TYPES.stream().sorted().toList()));
        }
        if (field.has("format") && !"default".equals(field.path("format").asString(""))) {
            wrong(pointer + "/format", "only the format default is checked");
        }
        if (field.has("constraints")) {
            constraints(field.path("constraints"), pointer + "/constraints");
        }
    }

    private void name(JsonNode name, String pointer) {
        String text = name.isString() ? name.stringValue() : "";
        if (text.isBlank() || text.length() > LONGEST_NAME || !text.equals(text.strip())
                || text.chars().anyMatch(Character::isISOControl)) {
            wrong(pointer, "must be a name of 1 to " + LONGEST_NAME + " characters without spaces around it");
        }
        else if (!names.add(text)) {
            wrong(pointer, "is the name of an earlier field");
        }
    }

    private void constraints(JsonNode constraints, String pointer) {
        if (!constraints.isObject()) {
            wrong(pointer, "must be an object");
            return;
        }
        onlyKnown(constraints, Set.of("required"), pointer);
        if (constraints.has("required") && !constraints.path("required").isBoolean()) {
            wrong(pointer + "/required", "must be true or false");
        }
    }

    private void key(JsonNode schema) {
        JsonNode key = schema.path("primaryKey");
        if (key.isString()) {
            keyField(key, "#/primaryKey", new HashSet<>());
            return;
        }
        if (!key.isArray() || key.isEmpty()) {
            wrong("#/primaryKey", "must be the name of a field, or an array of such names");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < key.size(); index++) {
            keyField(key.get(index), "#/primaryKey/" + index, seen);
        }
    }

    private void keyField(JsonNode name, String pointer, Set<String> seen) {
        if (!name.isString() || !names.contains(name.stringValue())) {
            wrong(pointer, "is not the name of a field");
        }
        else if (!seen.add(name.stringValue())) {
            wrong(pointer, "is named twice");
        }
    }

    /** What nobody would check is refused: a contract that is silently ignored is a lie. */
    private void onlyKnown(JsonNode object, Set<String> known, String pointer) {
        for (String member : object.propertyNames()) {
            if (!known.contains(member)) {
                wrong(pointer + "/" + member.replace("~", "~0").replace("/", "~1"), "is not supported");
            }
        }
    }

    private void wrong(String pointer, String detail) {
        faults.add(new Fault(pointer, detail));
    }
}
