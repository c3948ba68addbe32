package dev.sluice.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The command that makes the filter of leaked passwords. It reads its source twice, line by line: to know how
 * large the filter must be, and to fill it; beside the filter it needs no memory.
 */
public final class BreachedFilterCommand {

    public static final String COMMAND = "breached-filter";

    private static final int DONE = 0;
    private static final int FAILED = 2;
    private static final String USAGE = """
            Usage: breached-filter [--hashes [--least-count N]] [--rate R] SOURCE FILTER
              SOURCE         a file with one password on each line, in UTF-8; those of less than 8
                             characters are left out, since they are too short anyway
              FILTER         the file to make, for sluice.auth.password.breached-filter
              --hashes       each line is the SHA-1 of a password in hexadecimal digits, and may go on
                             with a colon and how often it was seen
              --least-count  leaves out what was seen less often than that
              --rate         the share of other passwords that are refused as well: 0.001 by default""";

    private final Source source;
    private final Path target;
    private final double rate;

    private BreachedFilterCommand(Source source, Path target, double rate) {
        this.source = source;
        this.target = target;
        this.rate = rate;
    }

    /**
     * Runs the command.
     *
     * @param out takes the one line that it says
     * @return the status that the process ends with: 0 where the filter was made, otherwise 2
     */
    public static int run(List<String> arguments, Consumer<String> out) {
        try {
            out.accept(of(arguments).make());
            return DONE;
        }
        catch (IllegalArgumentException wrong) {
            out.accept(wrong.getMessage() + System.lineSeparator() + USAGE);
        }
        catch (IOException failed) {
            out.accept("No filter was made: " + failed);
        }
        return FAILED;
    }

    private static BreachedFilterCommand of(List<String> arguments) {
        boolean hashes = false;
        long leastCount = 0;
        double rate = 0.001;
        List<Path> files = new ArrayList<>();
        for (Iterator<String> words = arguments.iterator(); words.hasNext();) {
            String word = words.next();
            switch (word) {
                case "--hashes" -> hashes = true;
                case "--least-count" -> leastCount = Long.parseLong(value(words, word));
                case "--rate" -> rate = Double.parseDouble(value(words, word));
                default -> files.add(Path.of(word));
            }
        }
        if (files.size() != 2 || files.stream().anyMatch(file -> file.toString().startsWith("--"))) {
            throw new IllegalArgumentException("There must be a SOURCE and a FILTER, and no other option.");
        }
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("--rate is between 0 and 1.");
        }
        if (leastCount > 0 && !hashes) {
            throw new IllegalArgumentException("--least-count needs --hashes.");
        }
        return new BreachedFilterCommand(new Source(files.getFirst(), hashes, leastCount), files.getLast(),
                rate);
    }

    private static String value(Iterator<String> words, String option) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return words.next();
    }

    private String make() throws IOException {
        if (Files.exists(source.file()) && !Files.isRegularFile(source.file())) {
            throw new IOException("the source is no file, and cannot be read twice");
        }
        long[] entries = new long[1];
        source.each(digest -> entries[0]++);
        if (entries[0] == 0) {
            throw new IOException("the source has no password for it");
        }
        BreachedFilter filter = BreachedFilter.sized(entries[0], rate);
        source.each(filter::add);
        filter.write(target);
        long bytes = Files.size(target);
        return String.format(Locale.ROOT, "%d passwords in %d bytes, %.1f bits each; %.5f %% of others are "
                + "refused as well", entries[0], bytes, (double) bytes * Byte.SIZE / entries[0],
                100 * filter.rate());
    }

    /** The lines of a file, as digests of the passwords that they stand for. */
    private record Source(Path file, boolean hashes, long leastCount) {

        private static final Pattern HASH = Pattern.compile("([0-9A-Fa-f]{40})(?::(\\d{1,18}))?\\s*");

        void each(Consumer<byte[]> digests) throws IOException {
            // Lists of leaked passwords are no clean text: what is not UTF-8 is replaced, and never found.
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                long number = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    byte[] digest = hashes ? hash(line, number) : password(line);
                    if (digest != null) {
                        digests.accept(digest);
                    }
                }
            }
        }

        private byte @Nullable [] hash(String line, long number) throws IOException {
            Matcher hash = HASH.matcher(line);
            if (!hash.matches()) {
                throw new IOException("line " + number + " of the source is no SHA-1 in hexadecimal digits");
            }
            String count = hash.group(2);
            return count != null && Long.parseLong(count) < leastCount ? null
                    : HexFormat.of().parseHex(hash.group(1));
        }

        private static byte @Nullable [] password(String line) {
            Password password = Password.of(line);
            return password.codePoints() < PasswordProperties.LEAST_LENGTH ? null
                    : BreachedFilter.sha1(password.text());
        }
    }
}
