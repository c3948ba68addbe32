package dev.sluice.auth.client;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;

import static org.assertj.core.api.Assertions.assertThat;

/** What an instance remembers of clients that another one changes. */
@AuthTest
class ClientsTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    private TestClients other;
    private Counting stored;
    private Clients clients;

    @BeforeEach
    void anotherInstance() {
        other = new TestClients(http, people.administrator(http));
        stored = new Counting(jdbc, json);
        clients = new Clients(new ClientProperties(Map.of()), stored);
        stored.look();
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
