package dev.sluice.flag.registry;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What a caller expects of a flag before it is changed, from {@code If-Match} and {@code If-None-Match}.
 *
 * @param match entity tags of which one must be the flag's; null where the header is missing
 * @param absent whether there must be no such flag
 */
record Condition(@Nullable String match, boolean absent) {

    static Condition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        return new Condition(ifMatch, "*".equals(ifNoneMatch));
    }

    /** The entity tag of a version. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** @throws dev.sluice.common.problem.ProblemException where the flag is not as expected */
    void check(@Nullable Stored present) {
        if (present == null) {
            if (match != null) {
                throw new FlagChangedMeanwhile();
            }
            return;
        }
        if (absent) {
            throw new FlagChangedMeanwhile();
        }
        if (match == null) {
            throw new ConditionMissing();
        }
        String tag = tag(present.version());
        if (!match.strip().equals("*")
                && Arrays.stream(match.split(",", -1)).map(String::strip).noneMatch(tag::equals)) {
            throw new FlagChangedMeanwhile();
        }
    }
}
