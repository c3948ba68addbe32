package dev.sluice.local.standin.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One request, read whole.
 *
 * @param variables the parts of the path that the route left open
 * @param query decoded, in the order they came
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(String method, String path, Map<String, String> variables,
        Map<String, List<String>> query, Map<String, String> headers, byte[] body) {

    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The open part of the path; the route must have it. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no {" + name + "}");
        }
        return value;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; empty when it is not. */
    public Optional<JsonNode> json() {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body));
        }
        catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** Query string or form: the same syntax. */
    public static Map<String, List<String>> form(String encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
