package dev.sluice.auth.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.auth.audit.AuditRow;
import dev.sluice.auth.audit.Head;
import dev.sluice.auth.audit.TestRows;

import static org.assertj.core.api.Assertions.assertThat;

/** An export of five rows, with signed heads after the second and the last, and what may be done to it. */
class AuditVerificationTests {

    private static final int THIRD = 3;

    @TempDir Path directory;

    private final TestKey key = new TestKey("ours");
    private final List<AuditRow> rows = TestRows.chain(5);
    private final List<String> lines = new ArrayList<>();
    private Path keys;

    @BeforeEach
    void export() throws IOException {
        lines.addAll(export(rows, key));
        keys = Files.writeString(directory.resolve("keys.json"), key.jwks());
    }

    private static List<String> export(List<AuditRow> rows, TestKey key) {
        List<String> lines = new ArrayList<>();
        for (AuditRow row : rows) {
            lines.add(line(row));
            if (row.sequence() == 2 || row.sequence() == 5) {
                lines.add(signed(key, row.head()));
            }
        }
        return lines;
    }

    @Test
    void whatNobodyTouchedIsSound() {
        assertThat(check(0, "--keys", keys.toString(), "--head", head(5), "--head", head(1)))
                .isEqualTo("5 rows are sound, head " + head(5)
                        + ", signed up to 5 at 2026-03-01T08:00:00Z by ours");
        assertThat(check(0)).contains("by whom was not checked");
    }

    @Test
    void aChangedColumnIsNamed() {
        lines.set(THIRD, line(TestRows.changed(rows.get(2))));
        assertThat(check(1)).isEqualTo("Broken: row 3 was changed: it is not what was hashed");
    }

    @Test
    void aChangedRowWithItsHashIsNamedByTheNextOne() {
        lines.set(THIRD, line(TestRows.after(rows.get(1).head(), "somebody-else")));
        assertThat(check(1)).startsWith("Broken: row 4 does not follow from row 3");
        assertThat(check(1, "--head", head(3))).startsWith("Broken: row 3 is not the one that was seen");
    }

    @Test
    void aRemovedRowIsNamed() {
        lines.remove(THIRD);
        assertThat(check(1)).isEqualTo("Broken: row 3 is missing: row 4 stands in its place");
    }

    @Test
    void aRemovedFirstRowIsNamed() {
        lines.removeFirst();
        assertThat(check(1)).isEqualTo("Broken: row 1 is missing: row 2 stands in its place");
    }

    @Test
    void aSwappedPairIsNamed() {
        Collections.swap(lines, THIRD, THIRD + 1);
        assertThat(check(1)).isEqualTo("Broken: row 3 is missing: row 4 stands in its place");
    }

    @Test
    void anInsertedRowIsNamed() {
        lines.add(THIRD + 1, line(TestRows.after(rows.get(2).head(), "somebody-else")));
        assertThat(check(1)).isEqualTo("Broken: row 4 is there again: row 4 stands before it");
        lines.add(0, line(TestRows.after(Head.NONE, "somebody-else")));
        assertThat(check(1)).isEqualTo("Broken: row 1 is there again: row 1 stands before it");
    }

    @Test
    void aTailThatWasCutOffIsNamed() {
        List<String> whole = List.copyOf(lines);
        lines.removeLast();
        assertThat(check(1)).startsWith("Broken: row 6 is missing: the file ends without the signed head");
        lines.removeLast();
        assertThat(check(1)).startsWith("Broken: row 5 is missing: the file ends without the signed head");
        // Up to an older head that was signed, only somebody who knows of a later one sees it.
        lines.clear();
        lines.addAll(whole.subList(0, THIRD));
        check(0, "--keys", keys.toString());
        assertThat(check(1, "--head", head(5)))
                .isEqualTo("Broken: row 3 is missing: the chain ends before it, and row 5 was there");
        // A head that was signed tells it too.
        lines.add(whole.getLast());
        assertThat(check(1)).startsWith("Broken: row 3 is missing: the chain ends before it");
    }

    @Test
    void aChainThatWasComputedAnewIsNotTheOneThatWasSignedOrSeen() {
        List<AuditRow> others = new ArrayList<>(List.of(TestRows.after(Head.NONE, "somebody-else")));
        while (others.size() < 5) {
            others.add(TestRows.after(others.getLast().head(), "somebody-else"));
        }
        lines.clear();
        lines.addAll(export(others, new TestKey("ours")));
        check(0);
        assertThat(check(1, "--keys", keys.toString()))
                .isEqualTo("Broken: row 2 has a signed head that none of the keys signed");
        assertThat(check(1, "--head", head(5))).startsWith("Broken: row 5 is not the one that was seen");
        // With the heads that were signed before.
        lines.set(2, signed(key, rows.get(1).head()));
        assertThat(check(1)).startsWith("Broken: row 2 is not the one that was signed");
    }

    @Test
    void whatIsNoLineOfAnExportIsNamed() {
        String line = lines.get(THIRD);
        for (String bad : List.of("", "{}", "[]",
                line.replace("{\"sequence\"", "{\"note\":\"x\",\"sequence\""),
                line.replace("{\"sequence\"", "{\"sequence\":3,\"sequence\""), line + line,
                line.replace("\"detail\":{\"", "\"detail\":null,\"x\":{\""),
                line.replace("\"2\"", "2"), line.replace("\"2\"", "null"), line.replace("\"2\"", "{}"),
                "{\"checkpoint\":null}", line.replaceFirst("\"at\":\"[^\"]*\"", "\"at\":1e30"))) {
            lines.set(THIRD, bad);
            assertThat(check(1)).as(bad).isEqualTo("Broken: row 3 cannot be read");
        }
    }

    @Test
    void aTimeThatNothingCanBeHashedOfIsNamed() {
        String line = lines.get(THIRD);
        for (String at : List.of("+300000-01-01T00:00:00Z", "-300000-01-01T00:00:00Z",
                Instant.MAX.toString(), Instant.MIN.toString(),
                // As many microseconds later as make a long begin anew.
                rows.get(2).at().plus(Long.MAX_VALUE, ChronoUnit.MICROS).plus(Long.MAX_VALUE,
                        ChronoUnit.MICROS).plus(2, ChronoUnit.MICROS).toString())) {
            lines.set(THIRD, line.replace(rows.get(2).at().toString(), at));
            assertThat(check(1)).as(at).isEqualTo("Broken: row 3 was changed: it is not what was hashed");
        }
    }

    @Test
    void aSignedHeadThatCannotBeReadIsNamed() {
        for (String bad : List.of("", "x", "a.b.c", "bnVsbA.bnVsbA.x", TestKey.unsigned(
                rows.get(1).head(), Instant.MAX.getEpochSecond() + 1))) {
            lines.set(2, new AuditLine.Signed(bad).text());
            assertThat(check(1)).as(bad)
                    .isEqualTo("Broken: row 2 has a signed head that cannot be read");
        }
    }

    @Test
    void aLaterPartIsCheckedAfterTheHeadOfTheEarlierOne() {
        lines.subList(0, THIRD).clear();
        assertThat(check(0, "--after", head(2))).startsWith("3 rows are sound, head " + head(5));
        assertThat(check(1, "--after", "2:" + "a".repeat(64))).startsWith("Broken: row 3 does not follow");
    }

    @Test
    void whatCannotBeCheckedIsNeitherSoundNorBroken() {
        assertThat(run(2, List.of())).contains("Usage");
        assertThat(run(2, List.of("--head"))).contains("--head needs a value", "Usage");
        assertThat(run(2, List.of("--head", "5:abc", "x"))).contains("Usage");
        assertThat(run(2, List.of("--what", "x"))).contains("What is --what?");
        assertThat(run(2, List.of("--after", head(3), "--head", head(2), "x"))).contains("is not after");
        assertThat(run(2, List.of(directory.resolve("none").toString()))).startsWith("Nothing was checked");
    }

    @Test
    void whatIsNoExportAtAllIsNotCalledBroken() throws IOException {
        Path file = directory.resolve("export.jsonl");
        for (String other : List.of("", "{\"type\":\"urn:sluice:problem:unauthorized\",\"status\":401}",
                "[]", "curl: (7) Failed to connect", "\n" + lines.getFirst())) {
            Files.writeString(file, other);
            assertThat(run(2, List.of(file.toString()))).startsWith("Nothing was checked")
                    .contains("This is no export");
        }
        lines.set(0, lines.getFirst().replace("{\"sequence\"", "{\"note\":\"x\",\"sequence\""));
        assertThat(check(1)).isEqualTo("Broken: row 1 cannot be read");
    }

    private String head(int row) {
        return rows.get(row - 1).head().toString();
    }

    private static String line(AuditRow row) {
        return new AuditLine.Row(row).text();
    }

    private static String signed(TestKey key, Head head) {
        return new AuditLine.Signed(key.sign(head)).text();
    }

    private String check(int status, String... options) {
        try {
            Path file = Files.write(directory.resolve("export.jsonl"), lines);
            List<String> arguments = new ArrayList<>(List.of(options));
            arguments.add(file.toString());
            return run(status, arguments);
        }
        catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String run(int status, List<String> arguments) {
        List<String> said = new ArrayList<>();
        assertThat(AuditVerification.run(arguments, said::add)).as(said.toString()).isEqualTo(status);
        assertThat(said).hasSize(1);
        return said.getFirst();
    }
}
