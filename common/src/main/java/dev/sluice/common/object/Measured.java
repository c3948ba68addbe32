package dev.sluice.common.object;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A stream that knows how many bytes went through it, and their SHA-256. */
final class Measured extends FilterInputStream {

    private static final int SCRATCH = 64 * 1024;

    private final MessageDigest digest;
    private long size;

    Measured(InputStream bytes) {
        super(bytes);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads what is left. */
    Measured exhaust() throws IOException {
        byte[] scratch = new byte[SCRATCH];
        int read;
        do {
            read = read(scratch);
        }
        while (read >= 0);
        return this;
    }

    Stored stored(String key) {
        return new Stored(key, size, HexFormat.of().formatHex(digest.digest()));
    }

    long size() {
        return size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            digest.update(target, offset, read);
            size += read;
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        throw new IOException("What is skipped is not measured");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
