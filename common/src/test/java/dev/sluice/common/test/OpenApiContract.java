package dev.sluice.common.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The frozen API of a service, {@code docs/contracts/<service>.openapi.json}. A change shows there in
 * review, and fails the build until it was written down on purpose.
 */
public final class OpenApiContract {

    /** Set to {@code true} to write the contract down anew. */
    public static final String WRITE = "sluice.contract.write";

    private static final int MOST_SHOWN = 20;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private OpenApiContract() {
    }

    /** Compares the API that a running service describes with the frozen one of the same name. */
    public static void check(int port) {
        String described = Objects.requireNonNull(RestClient.create("http://127.0.0.1:" + port)
                .get().uri("/v3/api-docs").retrieve().body(String.class));
        ObjectNode api = (ObjectNode) JSON.readTree(described);
        String service = api.path("info").path("title").asString();
        Path frozen = DocTable.docs().resolve("contracts").resolve(service + ".openapi.json");
        check(stable(api), frozen);
    }

    static void check(JsonNode api, Path frozen) {
        try {
            if (Boolean.getBoolean(WRITE)) {
                Files.createDirectories(frozen.getParent());
                Files.writeString(frozen, JSON.writeValueAsString(api) + "\n");
                return;
            }
            List<String> differences = new ArrayList<>();
            if (Files.exists(frozen)) {
                compare("", JSON.readTree(Files.readString(frozen)), api, differences);
            }
            else {
                differences.add("there is no contract yet");
            }
            if (!differences.isEmpty()) {
                throw new AssertionError("The API is not the one in " + frozen.getFileName() + ":\n  "
                        + String.join("\n  ", differences.stream().limit(MOST_SHOWN).toList())
                        + "\nIf that is meant, run this test with -D" + WRITE + "=true and review the file.");
            }
        }
        catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Without what differs from one run or release to the next, in a fixed order. */
    private static JsonNode stable(ObjectNode api) {
        api.remove("servers");
        ((ObjectNode) api.path("info")).remove("version");
        return sorted(api);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = JSON.createObjectNode();
            node.properties().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(member -> sorted.set(member.getKey(), sorted(member.getValue())));
            return sorted;
        }
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        return node;
    }

    private static void compare(String pointer, JsonNode was, JsonNode is, List<String> differences) {
        if (was.isObject() && is.isObject()) {
            TreeSet<String> names = new TreeSet<>(was.propertyNames());
            names.addAll(is.propertyNames());
            for (String name : names) {
                String member = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                if (!is.has(name)) {
                    differences.add(member + " is gone");
                }
                else if (!was.has(name)) {
                    differences.add(member + " is new");
                }
                else {
                    compare(member, was.get(name), is.get(name), differences);
                }
            }
        }
        else if (!was.equals(is)) {
            differences.add(pointer + " was " + was + " and is " + is);
        }
    }
}
