package dev.sluice.ingest.dataset;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks to hold before a contract changes, by RFC 9110.
 *
 * @param ifMatch the version that the caller has read
 * @param ifNoneMatch {@code *} to declare only a new data set
 */
record Condition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    boolean allowsNew() {
        return ifMatch == null;
    }

    boolean allows(int version) {
        return (ifMatch == null || matches(ifMatch, version))
                && (ifNoneMatch == null || !matches(ifNoneMatch, version));
    }

    static String tag(int version) {
        return "\"" + version + "\"";
    }

    private static boolean matches(String tags, int version) {
        return Arrays.stream(tags.split(",")).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(tag(version)));
    }
}
