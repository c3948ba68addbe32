package dev.sluice.flag.registry;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.common.test.Http;
import dev.sluice.flag.Door;
import dev.sluice.flag.FlagTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@FlagTest
class FlagVersionTests {

    @Autowired
    private Door door;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient sql;

    @Test
    void aFlagIsChangedOnlyInTheVersionThatItsWriterSaw() {
        Door.Caller steward = door.steward();
        String path = "/flags/" + steward.flag("");
        String seen = steward.get(path).header("ETag");
        assertThat(steward.put(path, Door.FLAG).problem()).isEqualTo("condition-missing");
        assertThat(steward.put(path, Door.FLAG, "If-None-Match", "*").status()).isEqualTo(412);
        Http.Answer changed = steward.put(path, Door.FLAG, "If-Match", seen);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(seen);
        assertThat(steward.put(path, Door.FLAG, "If-Match", seen).problem())
                .isEqualTo("flag-changed-meanwhile");
        assertThat(steward.delete(path, "If-Match", seen).status()).isEqualTo(412);
        assertThat(steward.delete(path).status()).isEqualTo(428);
        assertThat(steward.put("/flags/" + Door.key(), Door.FLAG, "If-Match", "*").status()).isEqualTo(412);
    }

    /** All read the flag while its row is locked, and wait to write; then the lock goes. */
    @Test
    void ofManyWhoChangeTheSameVersionOneWins() throws Exception {
        Door.Caller steward = door.steward();
        String key = steward.flag("");
        String seen = steward.get("/flags/" + key).header("ETag");
        try (Connection locking = database.getConnection();
                Statement statement = locking.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            locking.setAutoCommit(false);
            statement.execute("select 1 from flag where key = '" + key + "' for update");
            List<Future<Integer>> writers = IntStream.range(0, 3).mapToObj(i -> threads.submit(
                    () -> steward.put("/flags/" + key, Door.FLAG, "If-Match", seen).status())).toList();
            await().atMost(Duration.ofSeconds(30)).until(() -> sql.sql("""
                    select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'""")
                    .query(Integer.class).single(), waiting -> waiting == writers.size());
            locking.commit();
            assertThat(counted(writers)).isEqualTo(Map.of(200, 1L, 412, 2L));
        }
        assertThat(steward.get("/flags/" + key + "/history").json().path("total").asInt()).isEqualTo(2);
    }

    @Test
    void ofManyWhoMakeTheSameFlagOneWins() throws Exception {
        Door.Caller steward = door.steward();
        String unborn = "/flags/" + Door.key();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> makers = IntStream.range(0, 20).mapToObj(i -> threads.submit(
                    () -> steward.put(unborn, Door.FLAG).status())).toList();
            Map<Integer, Long> counts = counted(makers);
            assertThat(counts).containsEntry(201, 1L);
            // Who looked before it was there loses the race; who came later has to name a version.
            assertThat(counts.keySet()).isSubsetOf(201, 412, 428);
        }
        assertThat(steward.get(unborn + "/history").json().path("total").asInt()).isEqualTo(1);
    }

    private static Map<Integer, Long> counted(List<Future<Integer>> answers) throws Exception {
        Map<Integer, Long> counts = new HashMap<>();
        for (Future<Integer> answer : answers) {
            counts.merge(answer.get(), 1L, Long::sum);
        }
        return counts;
    }
}
