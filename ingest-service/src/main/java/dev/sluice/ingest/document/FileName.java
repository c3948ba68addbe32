package dev.sluice.ingest.document;

import java.text.Normalizer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The name that a document keeps in the object store: never a path, never hidden, never too long. */
final class FileName {

    private static final Pattern UNWANTED = Pattern.compile("[^\\p{L}\\p{N}._-]+");
    private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");
    /** In characters; four bytes each stay below what file systems allow. */
    private static final int LONGEST = 60;

    private FileName() {
    }

    /** What is left of the name that a client sent, or the fallback when nothing is. */
    static String of(@Nullable String sent, String fallback) {
        if (sent == null) {
            return fallback;
        }
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        String plain = UNWANTED.matcher(Normalizer.normalize(last, Normalizer.Form.NFC)).replaceAll("_");
        String name = EDGES.matcher(plain).replaceAll("");
        return name.isEmpty() ? fallback : shortened(name);
    }

    /** Cuts in the middle, since the end says what kind of file it is. */
    private static String shortened(String name) {
        int[] characters = name.codePoints().toArray();
        if (characters.length <= LONGEST) {
            return name;
        }
        int tail = 10;
        return new String(characters, 0, LONGEST - tail)
                + new String(characters, characters.length - tail, tail);
    }
}
