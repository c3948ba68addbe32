package dev.sluice.common.test.token;

import java.util.stream.Stream;

/**
 * A token that nothing may accept.
 *
 * @param what is wrong with it
 */
public record Hostile(String what, String token) {

    private static final int LEAST_SECRET = 16;

    /** Whether a client can send it in a header at all. */
    public boolean fitsInAHeader() {
        return !token.isEmpty() && token.length() < 7000 && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Whether somebody who reads this learns a part of the token that is worth something. */
    public boolean isRepeatedIn(String text) {
        return Stream.of(token.split("\\.")).filter(part -> part.length() >= LEAST_SECRET)
                .anyMatch(text::contains);
    }

    @Override
    public String toString() {
        return what;
    }
}
