package dev.sluice.auth.evidence;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.audit.Head;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.token.Mint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the owner of the database made of a row or a signed head so that nobody can read it. Begins before the
 * others make the trail long, which is read as a whole each time.
 */
@Order(1)
@AuthTest
class UnreadableRowTests {

    private static final List<String> TABLES = List.of("audit_event", "audit_checkpoint");
    private static final List<String> MAY_BE_NULL =
            List.of("at", "type", "outcome", "detail", "previous", "hash");

    @TempDir Path directory;

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired AuditTrail trail;
    @Autowired AuditRows rows;
    @Autowired Checkpoints checkpoints;
    @Autowired MeterRegistry meters;
    @Autowired Mint mint;
    @Autowired KeyRing ring;
    @Value("${spring.datasource.url}") String url;

    private final String plain = UUID.randomUUID().toString();
    private final String counted = UUID.randomUUID().toString();
    private final List<String> originals = new ArrayList<>();

    /** One row without a detail, and one whose detail looks like a number. */
    @BeforeEach
    void record() {
        assertThat(checkpoints.sign()).isPresent();
        AuditEvent event = AuditEvent.of(AuditType.ACCOUNT_LOCKED);
        for (AuditEvent each : List.of(event.about(plain),
                event.about(counted).with(AuditField.COUNT, 1), event)) {
            transaction.executeWithoutResult(status -> trail.record(each));
        }
        for (String subject : List.of(plain, counted)) {
            originals.add(jdbc.sql("select to_jsonb(e)::text from audit_event e where subject = ?")
                    .param(subject).query(String.class).single());
        }
    }

    @AfterEach
    void undo() {
        change("delete from audit_event where subject in ('" + plain + "', '" + counted + "')",
                "delete from audit_checkpoint where hash is null");
        for (String original : originals) {
            jdbc.sql("""
                    insert into audit_event
                    select * from jsonb_populate_record(null::audit_event, ?::jsonb)""")
                    .param(original).update();
        }
        MAY_BE_NULL.forEach(column ->
                jdbc.sql("alter table audit_event alter " + column + " set not null").update());
        jdbc.sql("alter table audit_checkpoint alter hash set not null, alter signed set not null").update();
        assertThat(checkpoints.sign()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"detail = '[]'", "detail = 'null'", "detail = '3'", "detail = '\"\"'",
        "detail = '{\"a\": {\"b\": 1}}'", "detail = '{\"count\": 1}'", "detail = '{\"count\": null}'",
        "at = '294276-12-01'", "at = '4713-01-01 BC'", "at = 'infinity'", "at = '-infinity'",
        "type = 'nothing'", "outcome = 'perhaps'", "previous = ''", "hash = ''",
        "sequence = 9223372036854775807", "sequence = -1",
        "at = null", "type = null", "outcome = null", "detail = null", "previous = null", "hash = null"})
    void anUnreadableRowIsTheFirstThatIsBroken(String change) throws IOException {
        String victim = change.contains("count") ? counted : plain;
        long row = jdbc.sql("select sequence from audit_event where subject = ?").param(victim)
                .query(Long.class).single();
        MAY_BE_NULL.forEach(column ->
                jdbc.sql("alter table audit_event alter " + column + " drop not null").update());
        change("update audit_event set " + change + " where subject = '" + victim + "'");

        assertThat(checkpoints.sign()).isEmpty();
        assertThat(meters.get("sluice.auth.audit.broken").gauge().value()).isEqualTo((double) row);
        assertThat(verify(url)).startsWith("Broken: row " + row + " ");
        assertThat(verify(export())).startsWith("Broken: row " + row + " ");
        JsonNode shown = People.answer(http.get().uri(URI.create("/admin/audit?subject=" + victim))
                .headers(headers -> headers.setBearerAuth(people.administrator(http))).exchange()
                .expectStatus().isOk()).get("items").get(0);
        assertThat(shown.get("subject").asString()).isEqualTo(victim);
        if (change.startsWith("detail")) {
            assertThat(shown.get("detail").get("unreadable").asString()).isEqualTo(jdbc.sql(
                    "select coalesce(detail::text, '') from audit_event where subject = ?").param(victim)
                    .query(String.class).single());
        }
    }

    /** A token that we gave to somebody is signed by us too. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "a.b.c", "bnVsbA.bnVsbA.x", "a token", "at no time"})
    void anUnreadableSignedHeadIsNamed(@Nullable String signed) throws IOException {
        String text = "a token".equals(signed) ? people.administrator(http)
                : "at no time".equals(signed) ? TestKey.unsigned(Head.NONE, Long.MAX_VALUE) : signed;
        long row = jdbc.sql("select sequence from audit_event where subject = ?").param(plain)
                .query(Long.class).single();
        jdbc.sql("alter table audit_checkpoint alter hash drop not null, alter signed drop not null")
                .update();
        jdbc.sql("insert into audit_checkpoint (sequence, hash, signed) values (?, null, ?)").param(row)
                .param(text).update();

        MeterRegistry own = new SimpleMeterRegistry();
        assertThat(new Checkpoints(rows, mint, ring, own).sign()).isEmpty();
        assertThat(own.get("sluice.auth.audit.broken").gauge().value()).isEqualTo((double) row);
        assertThat(verify(url)).startsWith("Broken: row " + row + " has a signed head that cannot be read");
        assertThat(verify(export())).startsWith("Broken: row " + row + " has a signed head that cannot be");
    }

    /** In one transaction, without the triggers. */
    private void change(String... statements) {
        transaction.executeWithoutResult(status -> {
            TABLES.forEach(table -> jdbc.sql("alter table " + table + " disable trigger user").update());
            for (String statement : statements) {
                jdbc.sql(statement).update();
            }
            TABLES.forEach(table -> jdbc.sql(
                    "alter table %1$s enable always trigger %1$s_append_only".formatted(table)).update());
        });
    }

    private String export() throws IOException {
        String text = http.get().uri("/admin/audit/export")
                .headers(headers -> headers.setBearerAuth(people.administrator(http))).exchange()
                .expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody();
        return Files.writeString(directory.resolve("export.jsonl"), Objects.requireNonNull(text)).toString();
    }

    private static String verify(String source) {
        List<String> said = new ArrayList<>();
        assertThat(AuditVerification.run(List.of(source), said::add)).as(said.toString()).isOne();
        return said.getFirst();
    }
}
