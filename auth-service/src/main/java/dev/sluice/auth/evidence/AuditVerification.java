package dev.sluice.auth.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.sluice.auth.audit.Head;
import dev.sluice.auth.database.DatabaseAccount;

/**
 * The command that checks the trail without the service: an export, or the database itself. It says how much
 * is sound, or which row is the first that is not.
 */
public final class AuditVerification {

    public static final String COMMAND = "audit-verify";

    private static final int SOUND = 0;
    private static final int BROKEN = 1;
    private static final int NOT_CHECKED = 2;
    /** Of a first line that is none, such as the problem that came in place of an export. */
    private static final int SHOWN = 200;
    private static final String USAGE = """
            Usage: audit-verify [--keys JWKS-FILE] [--head N:HASH]... [--after N:HASH] SOURCE
              SOURCE   the file of an export, - for standard input, or jdbc:postgresql://… with name and
                       password in SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD
              --keys   public keys kept from GET /admin/audit/keys: each signed head must be signed by one
              --head   a head that this command or the service's log has said before: it must still be there
              --after  the head that the rows of SOURCE follow, if they are not all""";

    private final ChainCheck check;
    private final @Nullable TrustedKeys keys;
    private @Nullable Checkpoint last;
    private boolean endsSigned;

    private AuditVerification(Head after, @Nullable TrustedKeys keys) {
        this.check = new ChainCheck(after);
        this.keys = keys;
    }

    /**
     * Runs the command.
     *
     * @param out takes the one line that it says
     * @return the status that the process ends with: 0 where all is sound, 1 where a row is not, 2 where
     *         nothing could be checked
     */
    public static int run(List<String> arguments, Consumer<String> out) {
        try {
            return Options.of(arguments).verify(out);
        }
        catch (IllegalArgumentException wrong) {
            out.accept(wrong.getMessage() + System.lineSeparator() + USAGE);
        }
        catch (IOException | SQLException | DataAccessException unreadable) {
            out.accept("Nothing was checked: " + unreadable);
        }
        return NOT_CHECKED;
    }

    /** What was asked for. */
    private record Options(AuditVerification verification, String source) {

        static Options of(List<String> arguments) throws IOException {
            Head after = Head.NONE;
            TrustedKeys keys = null;
            List<Head> seen = new ArrayList<>();
            String source = null;
            for (Iterator<String> words = arguments.iterator(); words.hasNext();) {
                String word = words.next();
                switch (word) {
                    case "--keys" -> keys = new TrustedKeys(Files.readString(Path.of(value(words, word))));
                    case "--head" -> seen.add(Head.parse(value(words, word)));
                    case "--after" -> after = Head.parse(value(words, word));
                    default -> {
                        if (source != null || word.startsWith("--")) {
                            throw new IllegalArgumentException("What is " + word + "?");
                        }
                        source = word;
                    }
                }
            }
            if (source == null) {
                throw new IllegalArgumentException("What is to be checked?");
            }
            AuditVerification verification = new AuditVerification(after, keys);
            for (Head head : seen) {
                if (head.sequence() <= after.sequence()) {
                    throw new IllegalArgumentException(head + " is not after " + after);
                }
                verification.check.expect(head);
            }
            return new Options(verification, source);
        }

        private static String value(Iterator<String> words, String option) {
            if (!words.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return words.next();
        }

        int verify(Consumer<String> out) throws IOException, SQLException {
            if (source.startsWith("jdbc:")) {
                verification.database(source);
            }
            else if (source.equals("-")) {
                verification.lines(new BufferedReader(
                        new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            }
            else {
                try (BufferedReader file = Files.newBufferedReader(Path.of(source))) {
                    verification.lines(file);
                }
            }
            return verification.end(out);
        }
    }

    private void database(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, DatabaseAccount.ofEnvironment())) {
            // All of it is read as it was at one moment.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            database(connection);
        }
    }

    /** What a connection sees. */
    private void database(Connection connection) {
        new AuditRows(JdbcClient.create(new SingleConnectionDataSource(connection, true)))
                .each(check.head().sequence(), Long.MAX_VALUE, check::row, this::signed);
    }

    private void lines(BufferedReader file) throws IOException {
        String first = file.readLine();
        if (first == null || !AuditLine.isMeant(first)) {
            throw new IOException("This is no export; it begins with " + (first == null ? "nothing"
                    : first.substring(0, Math.min(first.length(), SHOWN))));
        }
        for (String text = first; text != null; text = file.readLine()) {
            switch (line(text)) {
                case AuditLine.Row(var row) -> {
                    check.row(row);
                    endsSigned = false;
                }
                case AuditLine.Signed(String checkpoint) -> signed(checkpoint);
                case null -> check.broken(check.head().sequence() + 1, "cannot be read");
            }
        }
        if (!endsSigned) {
            check.broken(check.head().sequence() + 1,
                    "is missing: the file ends without the signed head of its last row");
        }
    }

    private static @Nullable AuditLine line(String text) {
        try {
            return AuditLine.read(text);
        }
        catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private void signed(String checkpoint) {
        Checkpoint said = Checkpoint.unverified(checkpoint).orElse(null);
        if (said == null) {
            check.broken(check.head().sequence(), "has a signed head that cannot be read");
            return;
        }
        if (keys != null && !keys.signed(checkpoint)) {
            check.broken(said.head().sequence(), "has a signed head that none of the keys signed");
        }
        check.signed(said.head());
        last = said;
        endsSigned = true;
    }

    private int end(Consumer<String> out) {
        check.end();
        out.accept(check.broken().map(first -> "Broken: " + first)
                .orElseGet(() -> check.rows() + " rows are sound, head " + check.head() + ", "
                        + signature()));
        return check.broken().isPresent() ? BROKEN : SOUND;
    }

    private String signature() {
        if (last == null) {
            return "never signed";
        }
        return "signed up to " + last.head().sequence() + " at " + last.at()
                + (keys == null ? "; no --keys, so by whom was not checked" : " by " + last.kid());
    }
}
