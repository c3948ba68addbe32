package dev.sluice.auth.client;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an instance remembers of clients that another one changes. */
@AuthTest
class ClientsTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired DataSource database;
    @Autowired JsonMapper json;

    private TestClients other;
    private Line line;
    private Counting stored;
    private Clients clients;

    @BeforeEach
    void anotherInstance() {
        other = new TestClients(http, people.administrator(http));
        line = new Line(database);
        stored = new Counting(JdbcClient.create(line), json);
        // A busy machine is no outage.
        clients = clients(Duration.ofMinutes(5));
        stored.look();
    }

    private Clients clients(Duration staleness) {
        return new Clients(new ClientProperties(Map.of(), staleness), stored);
    }

    @Test
    void aClientThatAsksOftenIsReadOnce() {
        String id = other.register("a").id();
        for (int call = 0; call < 100; call++) {
            assertThat(clients.find(id)).isPresent();
            assertThat(clients.find("client-nobody")).isEmpty();
        }
        assertThat(stored.loads).isEqualTo(2);
        assertThat(clients.find("no id at all")).isEmpty();
        assertThat(stored.loads).isEqualTo(2);
    }

    @Test
    void aChangeCountsAsSoonAsItIsHeardOf() {
        String id = other.register("a").id();
        assertThat(clients.find(id)).isPresent();
        other.put(id, "*", Map.of("name", "Off", "scopes", List.of("a"), "disabled", true))
                .expectStatus().isOk();
        stored.look();
        assertThat(clients.find(id)).isEmpty();
        other.delete(id, "*").expectStatus().isNoContent();
        other.post("/admin/clients", TestClients.form(id, "b")).expectStatus().isCreated();
        stored.look();
        assertThat(clients.find(id).orElseThrow().scopes()).containsExactly("b");
    }

    /** A failover or a backup loses the last changes, and the next ones get their numbers. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 40})
    void aChangeCountsWhateverItsNumberIs(long lost) {
        String id = other.register("a").id();
        assertThat(clients.find(id)).isPresent();
        assertThat(clients.find("client-nobody")).isEmpty();
        jdbc().sql("update client_head set last = last - ?").param(lost).update();
        other.put(id, "*", Map.of("name", "Off", "scopes", List.of("a"), "disabled", true))
                .expectStatus().isOk();
        stored.look();
        assertThat(clients.find(id)).isEmpty();
        int before = stored.loads;
        assertThat(clients.find(id)).isEmpty();
        assertThat(stored.loads).as("and is remembered then").isEqualTo(before);
        jdbc().sql("update client_head set last = last + ?").param(lost).update();
    }

    @Test
    void aChangeByTheVersionBeforeCountsByItsNumber() {
        String id = other.register("a").id();
        assertThat(clients.find(id)).isPresent();
        jdbc().sql("update client_head set last = last + 1").update();
        jdbc().sql("update client set disabled = true where id = ?").param(id).update();
        stored.look();
        assertThat(clients.find(id)).isEmpty();
    }

    @Test
    void anAnswerThatWasLateTakesNothingBack() {
        StoredClients.Change before = stored.head();
        long asked = System.nanoTime();
        other.register("a");
        stored.look();
        StoredClients.Change after = stored.head();
        assertThat(after).isNotEqualTo(before);
        stored.heard(before, asked);
        assertThat(stored.head()).isEqualTo(after);
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database);
    }

    @Test
    void whileChangesAreNotHeardOfNobodyIsTakenAtWhatWasKnown() {
        String id = other.register("a").id();
        Clients careful = clients(Duration.ofNanos(1));
        assertThat(clients.find(id)).isPresent();
        assertThat(careful.find(id)).isPresent();
        line.cut = true;
        stored.look();
        assertThat(clients.find(id)).as("for as long as it may be old").isPresent();
        for (String any : List.of(id, "client-nobody")) {
            assertThatThrownBy(() -> careful.find(any)).isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> careful.knows(any)).isInstanceOf(DataAccessException.class);
        }
        other.put(id, "*", Map.of("name", "Off", "scopes", List.of("a"), "disabled", true))
                .expectStatus().isOk();
        line.cut = false;
        assertThat(careful.find(id)).isEmpty();
        assertThat(clients.find(id)).as("what one question has told").isEmpty();
    }

    @Test
    void aQuestionForAClientTellsWhetherAnyHasChanged() {
        Counting fresh = new Counting(JdbcClient.create(line), json);
        assertThat(fresh.age()).as("nobody has looked").isGreaterThan(Duration.ofDays(1));
        fresh.load("client-nobody");
        assertThat(fresh.age()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void idsThatNobodyHasDriveNoClientOut() {
        String id = other.register("a").id();
        assertThat(clients.find(id)).isPresent();
        int strangers = 3_000;
        for (int time = 0; time < 2; time++) {
            for (int stranger = 0; stranger < strangers; stranger++) {
                assertThat(clients.find("client-stranger-" + stranger)).isEmpty();
            }
        }
        assertThat(stored.loads).as("few of them are remembered").isGreaterThan(strangers + strangers / 2);
        int before = stored.loads;
        assertThat(clients.find(id)).isPresent();
        assertThat(stored.loads).isEqualTo(before);
    }

    @Test
    void whoWasUnknownIsFoundOnceRegisteredAndUnknownOnceDeleted() {
        String id = TestClients.newId();
        for (int time = 0; time < 2; time++) {
            assertThat(clients.find(id)).isEmpty();
            other.post("/admin/clients", TestClients.form(id, "a")).expectStatus().isCreated();
            stored.look();
            assertThat(clients.find(id)).isPresent();
            other.delete(id, "*").expectStatus().isNoContent();
            stored.look();
        }
        assertThat(clients.find(id)).isEmpty();
        assertThat(clients.knows(id)).isFalse();
    }

    /** The way to the database, which may be cut. */
    private static final class Line extends DelegatingDataSource {

        private boolean cut;

        Line(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (cut) {
                throw new SQLTransientConnectionException("cut off");
            }
            return super.getConnection();
        }
    }

    /** Counts how often the database is asked for a client. */
    private static final class Counting extends StoredClients {

        private int loads;

        Counting(JdbcClient jdbc, JsonMapper json) {
            super(jdbc, json);
        }

        @Override
        Loaded load(String id) {
            loads++;
            return super.load(id);
        }
    }
}
