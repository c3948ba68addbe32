package dev.sluice.auth.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AuditRowTests {

    private static final Instant AT = Instant.parse("2026-03-01T08:00:00.000001Z");

    /** Computed apart from this code, by what the decision says: rows of today must be readable for ever. */
    @Test
    void theEncodingIsTheOneThatWasWrittenDown() {
        AuditRow row = AuditRow.after(Head.NONE, AT, "signin.refused", "refused", null, "zoë", "sluice",
                "192.0.2.7", null, new TreeMap<>(Map.of("reason", "locked", "address", "")));
        assertThat(row.hash()).isEqualTo(
                "002cae4e117c6d1ed5d410fd00b4971a9c7910fd0a137ad30d9f96be1b5e6043");
        assertThat(row.head()).hasToString("1:" + row.hash());
    }

    @Test
    void whateverIsChangedShows() {
        SortedMap<String, String> detail = new TreeMap<>(Map.of("a", "b"));
        AuditRow row = row(1, AT, "t", "o", "actor", "subject", "client", "network", "correlation", detail,
                "0".repeat(64));
        List<AuditRow> others = new ArrayList<>(List.of(
                row(2, AT, "t", "o", "actor", "subject", "client", "network", "correlation", detail,
                        row.previous()),
                row(1, AT.plusNanos(1_000), "t", "o", "actor", "subject", "client", "network", "correlation",
                        detail, row.previous()),
                row(1, AT, "to", "", "actor", "subject", "client", "network", "correlation", detail,
                        row.previous()),
                row(1, AT, "t", "o", "actors", "ubject", "client", "network", "correlation", detail,
                        row.previous()),
                row(1, AT, "t", "o", null, "subject", "client", "network", "correlation", detail,
                        row.previous()),
                row(1, AT, "t", "o", "", "subject", "client", "network", "correlation", detail,
                        row.previous()),
                row(1, AT, "t", "o", "actor", "subject", "clientn", "etwork", "correlation", detail,
                        row.previous()),
                row(1, AT, "t", "o", "actor", "subject", "client", "network", null, detail, row.previous()),
                row(1, AT, "t", "o", "actor", "subject", "client", "network", "correlation",
                        new TreeMap<>(Map.of("ab", "")), row.previous()),
                row(1, AT, "t", "o", "actor", "subject", "client", "network", "correlation", new TreeMap<>(),
                        row.previous()),
                row(1, AT, "t", "o", "actor", "subject", "client", "network", "correlation", detail,
                        "1".repeat(64))));
        others.add(row);
        assertThat(others.stream().map(AuditRow::digest)).doesNotHaveDuplicates();
    }

    @Test
    void aTimeThatIsMoreExactThanItsHashIsNotWhatWasHashed() {
        AuditRow row = TestRows.chain(1).getFirst();
        assertThat(row.matchesHash()).isTrue();
        assertThat(new AuditRow(row.sequence(), row.at().plusNanos(1), row.type(), row.outcome(), row.actor(),
                row.subject(), row.clientId(), row.network(), row.correlation(), row.detail(), row.previous(),
                row.hash()).matchesHash()).isFalse();
    }

    @Test
    void aDetailThatCannotBeReadIsNotWhatWasHashed() {
        assertThat(AuditRow.after(Head.NONE, AT, "account.locked", "succeeded", null, null, null, null, null,
                AuditRow.unreadable("[]")).matchesHash()).isFalse();
    }

    private static AuditRow row(long sequence, Instant at, String type, String outcome,
            @Nullable String actor, String subject, String client, String network,
            @Nullable String correlation, SortedMap<String, String> detail, String previous) {
        return new AuditRow(sequence, at, type, outcome, actor, subject, client, network, correlation, detail,
                previous, "");
    }
}
