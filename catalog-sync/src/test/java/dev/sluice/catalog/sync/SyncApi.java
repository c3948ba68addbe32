package dev.sluice.catalog.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.catalog.CatalogTest;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Door;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** The running service in front of a Purview and a Collibra that are as new. */
@CatalogTest
abstract class SyncApi {

    private static final List<String> NUMBERS = List.of("read", "created", "updated", "unchanged", "missing",
            "failed", "pending");

    @Autowired
    Door door;
    @Autowired
    JdbcClient sql;

    @BeforeEach
    void asNew() {
        Catalogue.reset();
        sql.sql("truncate sync_run, sync_item, source_asset").update();
    }

    @AfterEach
    void calm() {
        Catalogue.reset();
    }

    JsonNode sync() {
        Http.Answer started = door.post(Role.OPERATOR, "/syncs");
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        return ended(started.header("Location"));
    }

    JsonNode ended(String location) {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                .until(() -> door.get(Role.OPERATOR, location).json(),
                        run -> run.path("ended_at").isString());
    }

    static String numbers(JsonNode run) {
        StringBuilder text = new StringBuilder(run.path("state").asString());
        for (String name : NUMBERS) {
            text.append(' ').append(name).append(' ').append(run.path(name).asInt(-1));
        }
        return text.toString();
    }

    static List<String> assets() {
        return members("name");
    }

    static List<String> members(String member) {
        List<String> values = new ArrayList<>();
        Catalogue.state(Catalogue.collibra()).path("assets")
                .forEach(asset -> values.add(asset.path(member).asString()));
        return values;
    }
}
