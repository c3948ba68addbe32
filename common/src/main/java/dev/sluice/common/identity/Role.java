package dev.sluice.common.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do here, as the {@code roles} claim of a token says it in lower case. */
public enum Role {

    SUBMITTER, REVIEWER, STEWARD, OPERATOR, ADMIN;

    /** The name in tokens and in requests, such as {@code submitter}. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All roles, for what every person may who has one, and no service. */
    public static String[] names() {
        return Arrays.stream(values()).map(Role::name).toArray(String[]::new);
    }

    /** The role of that claim; empty for a role that this version does not know. */
    public static Optional<Role> of(String claim) {
        for (Role role : values()) {
            if (role.claim().equals(claim)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
