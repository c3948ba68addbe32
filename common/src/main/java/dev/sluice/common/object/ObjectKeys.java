package dev.sluice.common.object;

import java.nio.charset.StandardCharsets;

/** What a key may be: a relative path of plain names, the same on every store. */
final class ObjectKeys {

    private static final int LONGEST = 1024;
    private static final int LONGEST_NAME = 255;

    private ObjectKeys() {
    }

    /** The key itself, or an {@link IllegalArgumentException} that does not repeat it. */
    static String valid(String key) {
        if (key.isEmpty() || bytes(key) > LONGEST || key.startsWith(".")) {
            throw refused();
        }
        for (String name : key.split("/", -1)) {
            if (name.isBlank() || name.equals(".") || name.equals("..") || bytes(name) > LONGEST_NAME
                    || name.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
                throw refused();
            }
        }
        return key;
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("Not an object key: a key is a relative path of plain names");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
