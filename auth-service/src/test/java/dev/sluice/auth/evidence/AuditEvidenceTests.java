package dev.sluice.auth.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestAudit;
import dev.sluice.auth.audit.Head;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.token.Mint;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether what the running service wrote down can be checked, and whether a change of it shows. */
@AuthTest
class AuditEvidenceTests {

    @TempDir Path directory;

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired DataSource database;
    @Autowired Checkpoints checkpoints;
    @Autowired AuditRows rows;
    @Autowired Mint mint;
    @Autowired KeyRing ring;
    @Value("${spring.datasource.url}") String url;

    @Test
    void anExportIsCheckedWithoutTheService() throws IOException {
        Path export = directory.resolve("export.jsonl");
        Path keys = Files.writeString(directory.resolve("keys.json"), body("/admin/audit/keys"));
        Files.writeString(export, body("/admin/audit/export"));
        String said = verify(0, "--keys", keys.toString(), export.toString());
        assertThat(said).matches("\\d+ rows are sound, head \\d+:[0-9a-f]{64}, "
                + "signed up to \\d+ at .* by .*");
        Head head = Head.parse(said.replaceAll(".*head (\\d+:[0-9a-f]{64}).*", "$1"));
        assertThat(new TestAudit(jdbc).saying("audit.exported", "", 1)).isNotEmpty();

        Files.writeString(export, body("/admin/audit/export?after=" + head.sequence()));
        assertThat(verify(0, "--keys", keys.toString(), "--after", head.toString(), export.toString()))
                .contains(" rows are sound");
        verify(0, "--keys", keys.toString(), "--head", head.toString(), url);
    }

    @Test
    void whatIsChangedInTheDatabaseIsFoundThereAndIsNeverSigned() throws SQLException {
        people.signUp(http);
        Head signed = checkpoints.sign().orElseThrow();
        people.signUp(http);
        people.signUp(http);
        Head head = rows.head();
        long victim = signed.sequence() + 1;
        assertThat(tampered("update audit_event set subject = 'x' where sequence = " + victim, signed))
                .isEqualTo("row " + victim + " was changed: it is not what was hashed");
        assertThat(tampered("update audit_event set detail = '{}' where sequence = " + victim, signed))
                .startsWith("row " + victim + " was changed");
        assertThat(tampered("update audit_event set at = at + interval '1 microsecond' where sequence = "
                + victim, signed)).startsWith("row " + victim + " was changed");
        assertThat(tampered("delete from audit_event where sequence = " + victim, signed))
                .startsWith("row " + victim + " is missing");
        assertThat(tampered("delete from audit_event where sequence >= " + signed.sequence(), signed))
                .startsWith("row " + signed.sequence() + " is missing: the chain ends before it");
        assertThat(tampered("update audit_event set hash = previous where sequence = " + signed.sequence(),
                signed)).startsWith("row " + signed.sequence() + " was changed");
        assertThat(rows.head()).isEqualTo(head);
    }

    /** Whoever has the database may write there what they like, public keys too. */
    @Test
    void aHeadThatNoneOfOurKeysSignedIsNothingToStartFrom() throws SQLException {
        people.signUp(http);
        checkpoints.sign();
        String ours = rows.signed().orElseThrow().signature();
        people.signUp(http);
        TestKey theirs = new TestKey("theirs");
        jdbc.sql("""
                insert into signing_key (kid, algorithm, signs, generation, public_jwk, sealed_private,
                    created_at, withdrawn_at)
                select 'theirs', 'RS256', false, 99, jsonb(:jwks) #>> '{keys,0}', sealed_private, now(), now()
                from signing_key limit 1""").param("jwks", theirs.jwks()).update();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            AuditRows seen =
                    new AuditRows(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            Head head = seen.head();
            for (String signature : List.of(theirs.sign(head), ours)) {
                seen.keep(head, signature);
                MeterRegistry meters = new SimpleMeterRegistry();
                assertThat(new Checkpoints(seen, mint, ring, meters).sign()).isEmpty();
                assertThat(meters.get("sluice.auth.audit.broken").gauge().value())
                        .isEqualTo((double) head.sequence());
                connection.rollback();
            }
            assertThat(new Checkpoints(seen, mint, ring, new SimpleMeterRegistry()).sign()).isPresent();
            connection.rollback();
        }
        finally {
            jdbc.sql("delete from signing_key where kid = 'theirs'").update();
        }
    }

    /** What the signer says when this was done, and it is all undone. */
    private String tampered(String statement, Head signed) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement change = connection.createStatement()) {
            connection.setAutoCommit(false);
            change.execute("alter table audit_event disable trigger audit_event_append_only");
            assertThat(change.executeUpdate(statement)).isPositive();
            AuditRows seen =
                    new AuditRows(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            MeterRegistry meters = new SimpleMeterRegistry();
            long checkpointsBefore = checkpoints(change);
            assertThat(new Checkpoints(seen, mint, ring, meters).sign()).isEmpty();
            assertThat(checkpoints(change)).isEqualTo(checkpointsBefore);
            double broken = meters.get("sluice.auth.audit.broken").gauge().value();
            ChainCheck check = new ChainCheck(Head.NONE);
            check.expect(signed);
            seen.each(0, Long.MAX_VALUE, check::row,
                    line -> check.signed(Checkpoint.unverified(line).orElseThrow().head()));
            check.end();
            ChainCheck.Broken found = check.broken().orElseThrow();
            assertThat(broken).isEqualTo((double) found.sequence());
            connection.rollback();
            return found.toString();
        }
    }

    private static long checkpoints(Statement statement) throws SQLException {
        try (var result = statement.executeQuery("select count(*) from audit_checkpoint")) {
            result.next();
            return result.getLong(1);
        }
    }

    private String verify(int status, String... arguments) {
        List<String> said = new ArrayList<>();
        assertThat(AuditVerification.run(List.of(arguments), said::add)).as(said.toString())
                .isEqualTo(status);
        return said.getFirst();
    }

    private String body(String path) {
        return Objects.requireNonNull(http.get().uri(path)
                .headers(headers -> headers.setBearerAuth(people.administrator(http))).exchange()
                .expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());
    }
}
