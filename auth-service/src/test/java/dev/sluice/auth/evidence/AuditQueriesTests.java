package dev.sluice.auth.evidence;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.AuthTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Which index finds the rows of a long trail. All of it is taken back. */
@AuthTest
class AuditQueriesTests {

    @Autowired AuditRows rows;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;

    @Test
    void whatANetworkOrAClientDidIsFoundWithoutReadingTheRest() {
        transactions.executeWithoutResult(status -> {
            status.setRollbackOnly();
            jdbc.sql("""
                    insert into audit_event
                        (sequence, at, type, outcome, client_id, network, detail, previous, hash)
                    select 1000000000 + n, now(), 'client.refused', 'refused', 'client ' || n % 1000,
                        'network ' || n % 1000, '{}', '', '' from generate_series(1, 20000) as n""").update();
            jdbc.sql("analyze audit_event").update();
            finds(filter("network 7", null), "audit_event_by_network");
            finds(filter(null, "client 7"), "audit_event_by_client");
        });
    }

    private void finds(AuditRows.Filter filter, String index) {
        long before = scans(index);
        assertThat(rows.find(filter, 20)).hasSize(20);
        assertThat(scans(index)).as(index).isEqualTo(before + 1);
    }

    private static AuditRows.Filter filter(@Nullable String network, @Nullable String client) {
        return new AuditRows.Filter(null, null, null, null, client, network, null, null, null);
    }

    /** In this transaction. */
    private long scans(String index) {
        return jdbc.sql("select pg_stat_get_xact_numscans(to_regclass(?))").param(index).query(Long.class)
                .single();
    }
}
