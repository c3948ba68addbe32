package dev.sluice.catalog.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.sluice.catalog.Catalogue;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.local.standin.http.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** How a run starts, stops, goes on and fails. */
class SyncRunTests extends SyncApi {

    private static final String SEARCH = "/datamap/api/search/query";

    @Autowired
    private Runs runs;
    @Autowired
    private Syncs syncs;

    @Test
    void onlyOneRunsAtATime() {
        Catalogue.collibra().holdJobs(true);
        Http.Answer started = door.post(Role.OPERATOR, "/syncs");
        assertThat(started.status()).isEqualTo(202);
        Http.Answer second = door.post(Role.ADMIN, "/syncs");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("sync-already-running");
        assertThat(second.json().path("sync")).isEqualTo(started.json().path("id"));
        Catalogue.collibra().holdJobs(false);
        assertThat(numbers(ended(started.header("Location")))).startsWith("COMPLETED read 12 created 12 ");
    }

    @Test
    void aPlannedRunIsStartedByOneInstanceOnly() {
        Instant planned = Instant.parse("2026-03-01T02:00:00Z");
        UUID run = runs.start("schedule", planned, planned).orElseThrow();
        assertThat(numbers(ended("/syncs/" + run))).startsWith("COMPLETED read 12 ");
        assertThat(runs.start("schedule", planned, planned.plusSeconds(20))).isEmpty();
        assertThat(runs.running()).isEmpty();
    }

    @Test
    void aStopLeavesTheRunToWhoeverComesNext() {
        Catalogue.collibra().holdJobs(true);
        int imports = Catalogue.collibra().importsAccepted();
        String run = door.post(Role.OPERATOR, "/syncs").header("Location");
        Awaitility.await().until(() -> Catalogue.collibra().importsAccepted() > imports);
        long asked = System.nanoTime();
        syncs.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        boolean free = sql.sql("select lease is null from sync_run").query(Boolean.class).single();
        syncs.start();
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(free).isTrue();
        Catalogue.collibra().holdJobs(false);
        assertThat(numbers(ended(run))).startsWith("COMPLETED read 12 created 12 ");
        assertThat(assets()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void anInterruptedRunReadsAnewWhenItsTokenIsTooOld() {
        UUID run = UUID.randomUUID();
        sql.sql("""
                insert into sync_run (id, state, requested_by, started_at, token)
                values (:id, 'RUNNING', 'a', now(), 'of another time')""").param("id", run).update();
        assertThat(numbers(ended("/syncs/" + run))).startsWith("COMPLETED read 12 created 12 ");
    }

    @Test
    void aRunThatPurviewCutsShortSaysSo() {
        Catalogue.purview().faults().add(Fault.slow(SEARCH, Duration.ZERO, 1));
        Catalogue.purview().faults().add(Fault.refusing(SEARCH, 500, 3));
        JsonNode run = sync();
        assertThat(numbers(run)).isEqualTo("FAILED read 5 created 0 updated 0 unchanged 0 missing 0 failed 0 "
                + "pending 5");
        assertThat(run.path("errors").path(0).path("message").asString()).isEqualTo("Purview answered 500");
        assertThat(assets()).isEmpty();
        assertThat(numbers(sync())).startsWith("COMPLETED read 12 created 12 ");
    }

    @Test
    void throttlingAndAnExpiredTokenOnlyTakeTime() {
        Catalogue.purview().expireTokens();
        Catalogue.purview().faults().add(Fault.throttling(SEARCH, Duration.ofSeconds(1), 1));
        Catalogue.collibra().faults().add(Fault.refusing("/rest/2.0/import/json-job", 429, 1));
        Catalogue.collibra().faults().add(Fault.losingTheAnswer("/rest/2.0/import/json-job", 502, 1));
        assertThat(numbers(sync())).isEqualTo("COMPLETED read 12 created 12 updated 0 unchanged 0 missing 0 "
                + "failed 0 pending 0");
        assertThat(assets()).hasSize(12);
    }
}
