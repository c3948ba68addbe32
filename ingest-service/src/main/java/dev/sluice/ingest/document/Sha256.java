package dev.sluice.ingest.document;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of a document that is already stored and sent again. */
final class Sha256 {

    private static final int SCRATCH = 64 * 1024;

    private Sha256() {
    }

    /** Reads the stream to its end; the digest is in lower-case hexadecimal. */
    static String of(InputStream document) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] scratch = new byte[SCRATCH];
            for (int read = document.read(scratch); read >= 0; read = document.read(scratch)) {
                digest.update(scratch, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
