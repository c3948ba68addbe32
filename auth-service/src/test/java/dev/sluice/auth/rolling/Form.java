package dev.sluice.auth.rolling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * What a value looks like: a kind for each member that a reader could rely on. Values of one list have one
 * form together, and a member that is null says nothing.
 */
final class Form {

    private static final Map<String, Pattern> TEXTS = new LinkedHashMap<>();

    static {
        TEXTS.put("a UUID", Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
        TEXTS.put("a time",
                Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)"));
        TEXTS.put("a signed JWT", Pattern.compile("ey[\\w-]+\\.ey[\\w-]+\\.[\\w-]+"));
        TEXTS.put("a SHA-256", Pattern.compile("[0-9a-f]{64}"));
        TEXTS.put("a text", Pattern.compile("(?s).*"));
    }

    private Form() {
    }

    /** What an older reader would miss; it passes over what is new. */
    static List<String> missing(JsonNode older, JsonNode today) {
        Map<String, String> kinds = kinds(today);
        List<String> missing = new ArrayList<>();
        kinds(older).forEach((path, kind) -> {
            String now = kinds.get(path);
            if (now == null) {
                missing.add(path + " is gone, it was " + kind);
            }
            else if (!now.equals(kind)) {
                missing.add(path + " is " + now + ", it was " + kind);
            }
        });
        return missing;
    }

    private static Map<String, String> kinds(JsonNode value) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        collect("", value, found);
        Map<String, String> kinds = new LinkedHashMap<>();
        found.forEach((path, all) -> kinds.put(path, String.join(" or ", all)));
        return kinds;
    }

    private static void collect(String path, JsonNode value, Map<String, Set<String>> found) {
        if (value.isNull()) {
            return;
        }
        found.computeIfAbsent(path, absent -> new TreeSet<>()).add(kind(value));
        value.properties().forEach(member ->
                collect(path + "/" + member.getKey(), member.getValue(), found));
        if (value.isArray()) {
            value.forEach(element -> collect(path + "[]", element, found));
        }
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case STRING -> TEXTS.entrySet().stream()
                    .filter(text -> text.getValue().matcher(value.asString()).matches())
                    .findFirst().orElseThrow().getKey();
            case NULL, MISSING, BINARY, POJO -> "nothing";
        };
    }
}
