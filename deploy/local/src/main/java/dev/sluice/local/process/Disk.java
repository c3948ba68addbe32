package dev.sluice.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a full disk, on which most programs end without a word, from other reasons of a failure. */
public final class Disk {

    /** PostgreSQL's first start writes some 40 MB and takes them away again when they do not fit. */
    private static final long FULL_BYTES = 64L << 20;

    private Disk() {}

    /** Why something failed that writes below a directory: its disk is full, or else the given reason. */
    public static String reason(Path directory, String otherwise) {
        return isFull(directory) ? "the disk that holds " + directory + " is full" : otherwise;
    }

    private static boolean isFull(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace() < FULL_BYTES;
        }
        catch (IOException unknown) {
            return false;
        }
    }
}
