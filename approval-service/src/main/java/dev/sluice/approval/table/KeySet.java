package dev.sluice.approval.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The primary keys seen so far, as 128 bits of their SHA-256 each: 16 bytes a key instead of its text, so a
 * million keys fit in 32 MB. Two different keys that collide are as likely as a broken disk that goes
 * unnoticed, and less.
 */
final class KeySet {

    private final int limit;
    private final MessageDigest sha256;
    private long[] slots = new long[2 * 1024];
    private int size;

    /** @param limit how many keys at most; a document with more is refused rather than not checked */
    KeySet(int limit) {
        this.limit = limit;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Adds a key; false if it was there. */
    boolean add(List<String> key) {
        for (String part : key) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length before each part: ("ab", "c") is another key than ("a", "bc").
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha256.update(bytes);
        }
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        // Zero marks a free slot.
        long high = digest.getLong() | 1;
        long low = digest.getLong();
        if (size >= slots.length / 4) {
            grow();
        }
        if (!put(slots, high, low)) {
            return false;
        }
        if (++size > limit) {
            throw new UnreadableDocument("More than " + limit + " rows: too many to check the primary key");
        }
        return true;
    }

    private void grow() {
        long[] bigger = new long[slots.length * 2];
        for (int at = 0; at < slots.length; at += 2) {
            if (slots[at] != 0) {
                put(bigger, slots[at], slots[at + 1]);
            }
        }
        slots = bigger;
    }

    private static boolean put(long[] into, long high, long low) {
        int at = (int) (low & (into.length / 2 - 1)) * 2;
        while (into[at] != 0) {
            if (into[at] == high && into[at + 1] == low) {
                return false;
            }
            at = (at + 2) & (into.length - 1);
        }
        into[at] = high;
        into[at + 1] = low;
        return true;
    }
}
