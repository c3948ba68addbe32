package dev.sluice.acceptance.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks for secrets in logs: those that are known, and whatever has the shape of one. */
public final class LogSearch {

    private static final Map<String, Pattern> SHAPES = new LinkedHashMap<>();

    static {
        shape("a JWT", "\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
        shape("an Argon2 hash", "\\$argon2(id|i|d)\\$");
        shape("a bcrypt hash", "\\$2[abxy]?\\$\\d\\d\\$");
        shape("a private key", "-----BEGIN [A-Z0-9 ]*PRIVATE KEY");
        shape("a private key in Base64", "\\bM(EECAQAw|IGHAgEA|IGTAgEA|C4CAQAw|II[A-Za-z0-9+/]{3}IBADAN)");
        shape("a private JWK", "\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{20,}\"");
        shape("credentials", "(?i)\\b(bearer|basic|dpop) +(?=[A-Za-z0-9._~+/=-]*[0-9._~+/=-])"
                + "[A-Za-z0-9._~+/=-]{16,}");
        shape("an Authorization header",
                "(?i)\\bauthorization[\"']?\\s*[:=]\\s*[\\[\"']?\\w+ +[^\\s\\[]");
        shape("a development secret", "\\bdev-only-[a-z]");
    }

    private static final Pattern CAUGHT = Pattern.compile("\\[redacted\\]");

    private final Set<String> secrets;
    private final boolean net;

    private LogSearch(Set<String> secrets, boolean net) {
        this.secrets = secrets;
        this.net = net;
    }

    /** What only the net under our loggers has kept out of a log counts as a finding, too. */
    public static LogSearch of(Secrets secrets) {
        return new LogSearch(secrets.all(), true);
    }

    /** For the logs of tests that hand secrets to the net themselves. */
    static LogSearch ofShapes() {
        return new LogSearch(Set.of(), false);
    }

    private static void shape(String what, String pattern) {
        SHAPES.put(what, Pattern.compile(pattern));
    }

    /** File, line and kind of each finding, without what was found: a test's report is a log, too. */
    public List<String> in(Collection<Path> files) throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path file : files) {
            // Whatever a program writes is a text in this encoding.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            findings.addAll(in(file.toString(), text));
        }
        return findings;
    }

    /** The same for what is no file. */
    public List<String> in(String name, String text) {
        List<String> findings = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int number = 0; number < lines.length; number++) {
            for (String kind : kinds(lines[number])) {
                findings.add(name + ":" + (number + 1) + " holds " + kind);
            }
        }
        return findings;
    }

    private List<String> kinds(String line) {
        List<String> kinds = new ArrayList<>();
        SHAPES.forEach((kind, shape) -> {
            if (shape.matcher(line).find()) {
                kinds.add(kind);
            }
        });
        if (secrets.stream().anyMatch(line::contains)) {
            kinds.add("a secret of this run");
        }
        if (net && CAUGHT.matcher(line).find()) {
            kinds.add("what was nearly a secret");
        }
        return kinds;
    }
}
