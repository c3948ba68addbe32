package dev.sluice.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be measured apart from the rest, in the order of a whole run. */
enum Part {

    /** Cached sign-ins and introspections. */
    CALLS,
    /** Uncached sign-ins. */
    HASHES,
    /** Another service's verification of tokens. */
    TOKENS,
    /** Many sign-ins at once, none of which is remembered. */
    CROWD;

    /** Those of these names; all of them if there are none. */
    static Set<Part> named(String... names) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : names) {
            parts.add(Arrays.stream(values()).filter(part -> part.word().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no part " + name + ", only "
                            + Arrays.stream(values()).map(Part::word).toList())));
        }
        return parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
