package dev.sluice.auth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.auth.evidence.AuditVerification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the audit trail says; some of it arrives a moment later. */
public record TestAudit(JdbcClient jdbc) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Waits until there are so many rows about somebody or something; returns them in order. */
    public List<Map<String, Object>> about(Object subject, int rows) {
        return rows("subject = :value", subject, rows);
    }

    /** The same for rows of one type that say something in their detail. */
    public List<Map<String, Object>> saying(String type, String detail, int rows) {
        return rows("type = '" + type + "' and detail::text like '%' || :value || '%'", detail, rows);
    }

    public long last() {
        return jdbc.sql("select coalesce(max(sequence), 0) from audit_event").query(Long.class).single();
    }

    /** Checks the whole chain as an auditor would, in the database at that URL. */
    public static void assertSound(String url) {
        List<String> said = new ArrayList<>();
        assertThat(AuditVerification.run(List.of(url), said::add)).as(said.toString()).isZero();
    }

    public static List<String> types(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> row.get("type").toString()).toList();
    }

    private List<Map<String, Object>> rows(String condition, Object value, int rows) {
        return await().atMost(PATIENCE).until(() -> jdbc.sql("""
                select sequence, type, outcome, actor, subject, client_id, network, correlation,
                       detail::text as detail
                from audit_event where\s""" + condition + " order by sequence")
                .param("value", value.toString()).query().listOfRows(), found -> found.size() >= rows);
    }
}
