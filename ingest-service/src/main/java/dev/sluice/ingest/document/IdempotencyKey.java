package dev.sluice.ingest.document;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A client's own name for one upload, by draft-ietf-httpapi-idempotency-key-header-07: a structured string in
 * quotes. The bare form that many clients send is taken as well.
 */
final class IdempotencyKey {

    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");
    private static final Pattern BARE = Pattern.compile("[!#-\\[\\]-~]+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");
    private static final int LONGEST = 255;

    private IdempotencyKey() {
    }

    static @Nullable String of(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var quoted = QUOTED.matcher(header.strip());
        String key = quoted.matches() ? ESCAPED.matcher(quoted.group(1)).replaceAll("$1") : header.strip();
        if (key.isEmpty() || key.length() > LONGEST || (!quoted.matches() && !BARE.matcher(key).matches())) {
            throw new InvalidKey();
        }
        return key;
    }
}
