package dev.sluice.auth.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * One row of the chain.
 *
 * @param at in whole microseconds
 * @param previous the hash of the row before
 * @param hash SHA-256 of all else, as {@link #digest} says
 */
public record AuditRow(long sequence, Instant at, String type, String outcome, @Nullable String actor,
        @Nullable String subject, @Nullable String clientId, @Nullable String network,
        @Nullable String correlation, SortedMap<String, String> detail, String previous, String hash) {

    private static final String VERSION = "sluice audit 1";
    private static final int NULL = -1;
    /** A detail that is none is shown as it is, under this name, which no row has. */
    private static final String UNREADABLE = "unreadable";
    /** The database knows times whose microseconds are no long. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;

    public AuditRow {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(hash, "hash");
        detail = Collections.unmodifiableSortedMap(new TreeMap<>(detail));
    }

    static AuditRow after(Head head, Instant at, String type, String outcome, @Nullable String actor,
            @Nullable String subject, @Nullable String client, @Nullable String network,
            @Nullable String correlation, SortedMap<String, String> detail) {
        AuditRow open = new AuditRow(head.sequence() + 1, at, type, outcome, actor, subject, client, network,
                correlation, detail, head.hash(), "");
        return new AuditRow(open.sequence, at, type, outcome, actor, subject, client, network, correlation,
                detail, open.previous, open.digest());
    }

    /** What stands for a detail that is no object of texts. A row with it is never what was hashed. */
    public static SortedMap<String, String> unreadable(String detail) {
        return new TreeMap<>(Map.of(UNREADABLE, detail));
    }

    public Head head() {
        return new Head(sequence, hash);
    }

    /** Whether it says what was hashed; what cannot be hashed never was. */
    public boolean matchesHash() {
        return Math.abs(at.getEpochSecond()) <= MOST_SECONDS
                && at.equals(at.truncatedTo(ChronoUnit.MICROS))
                && !detail.containsKey(UNREADABLE) && digest().equals(hash);
    }

    /**
     * SHA-256, in hexadecimal, of the version's name and then every column in its order, each text as its
     * length in bytes (four bytes, −1 for null) and its UTF-8, the sequence and the time (microseconds since
     * 1970) in eight bytes, the detail as its number of members and then name and value of each, by name.
     */
    String digest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, VERSION);
            out.writeLong(sequence);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            text(out, type);
            text(out, outcome);
            text(out, actor);
            text(out, subject);
            text(out, clientId);
            text(out, network);
            text(out, correlation);
            out.writeInt(detail.size());
            for (var member : detail.entrySet()) {
                text(out, member.getKey());
                text(out, member.getValue());
            }
            text(out, previous);
        }
        catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sha256(bytes.toByteArray());
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(NULL);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
