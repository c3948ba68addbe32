package dev.sluice.approval.document;

import java.util.Iterator;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first records, as a reviewer is shown them. However long their texts and however many their columns
 * are, a sample is small; what is cut from it says so.
 */
final class Sample {

    /** In characters, of a text and of a whole sample. */
    private static final int LONGEST_TEXT = 2_000;
    private static final int ENOUGH = 30_000;

    private static final String CUT = "\u2026";

    private int left = ENOUGH;

    private Sample() {
    }

    static ArrayNode of(Iterator<JsonNode> records, int size) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        Sample sample = new Sample();
        while (shown.size() < size && sample.left > 0 && records.hasNext()) {
            shown.add(sample.shortened(records.next()));
        }
        return shown;
    }

    private ObjectNode shortened(JsonNode record) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> column : record.properties()) {
            String name = text(column.getKey());
            JsonNode value = column.getValue();
            if (value.isString()) {
                value = JsonNodeFactory.instance.stringNode(text(value.stringValue()));
            }
            left -= name.length() + value.toString().length();
            if (left <= 0) {
                return shown.put(CUT, record.size() - shown.size() + " more columns");
            }
            shown.set(name, value);
        }
        return shown;
    }

    private static String text(String whole) {
        if (whole.length() <= LONGEST_TEXT) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return whole.substring(0, end) + CUT + " (" + whole.length() + " characters)";
    }
}
