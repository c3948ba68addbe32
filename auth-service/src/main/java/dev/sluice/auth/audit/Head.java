package dev.sluice.auth.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last row of the chain at some time: it stands for all rows up to it.
 *
 * @param sequence 0 where there is no row yet
 * @param hash SHA-256 in hexadecimal, lower case
 */
public record Head(long sequence, String hash) {

    /** Before the first row. */
    public static final Head NONE = new Head(0, "0".repeat(64));
    /** No row has a sequence of more than 18 digits. */
    static final long BOUND = 1_000_000_000_000_000_000L;
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Head parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("A head is a sequence, a colon and 64 hexadecimal digits");
        }
        return new Head(Long.parseLong(written.group(1)), written.group(2));
    }

    @Override
    public String toString() {
        return sequence + ":" + hash;
    }
}
