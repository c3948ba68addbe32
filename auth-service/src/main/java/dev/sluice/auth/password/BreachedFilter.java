package dev.sluice.auth.password;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;

/**
 * Passwords that leaked somewhere, as a Bloom filter over the SHA-1 of each: it knows all of them, takes a
 * few others for one of them, and says none. The file begins with a line that names this form.
 */
final class BreachedFilter {

    private static final byte[] FORM = "sluice breached passwords 1\n".getBytes(StandardCharsets.US_ASCII);

    private final BloomFilter<byte[]> digests;

    private BreachedFilter(BloomFilter<byte[]> digests) {
        this.digests = digests;
    }

    /**
     * An empty one.
     *
     * @param entries that it is made for; with more of them the rate grows
     * @param rate of other passwords that are taken for one of them, between 0 and 1
     */
    static BreachedFilter sized(long entries, double rate) {
        return new BreachedFilter(BloomFilter.create(Funnels.byteArrayFunnel(), entries, rate));
    }

    /** @throws IOException if the file cannot be read, or is none of these */
    static BreachedFilter read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (!Arrays.equals(in.readNBytes(FORM.length), FORM)) {
                throw new IOException("it was not made by breached-filter");
            }
            return new BreachedFilter(BloomFilter.readFrom(in, Funnels.byteArrayFunnel()));
        }
    }

    /** Replaces the file once all is written. */
    void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            out.write(FORM);
            digests.writeTo(out);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void add(byte[] sha1) {
        digests.put(sha1);
    }

    boolean mightContain(String password) {
        return digests.mightContain(sha1(password));
    }

    /** How many passwords it was given, nearly. */
    long entries() {
        return digests.approximateElementCount();
    }

    /** The share of other passwords that it takes for one of them. */
    double rate() {
        return digests.expectedFpp();
    }

    static byte[] sha1(String password) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-1", impossible);
        }
    }
}
