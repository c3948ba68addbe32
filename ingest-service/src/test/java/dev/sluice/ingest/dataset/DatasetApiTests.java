package dev.sluice.ingest.dataset;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.SluiceTest;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.ingest.Door;

import static org.assertj.core.api.Assertions.assertThat;

@SluiceTest
class DatasetApiTests {

    private static final String OTHER = "{\"fields\":[{\"name\":\"a\",\"type\":\"date\"}]}";

    @LocalServerPort
    private int port;

    private final String path = "/datasets/set-" + UUID.randomUUID();
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(port);
    }

    @Test
    void aContractIsDeclaredReadAndReplaced() {
        Http.Answer made = door.put(Door.steward(), path, Door.SCHEMA);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(path);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        Http.Answer same = door.put(Door.steward(), path, Door.SCHEMA);
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.header("ETag")).as("the same again is no change").isEqualTo("\"1\"");
        Http.Answer next = door.put(Door.token(Role.ADMIN), path, OTHER);
        assertThat(next.header("ETag")).isEqualTo("\"2\"");
        Http.Answer read = door.get(Door.submitter(), path);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().at("/schema/fields/0/type").stringValue()).isEqualTo("date");
        assertThat(read.json().path("version").asInt()).isEqualTo(2);
    }

    @Test
    void aConditionThatDoesNotHoldChangesNothing() {
        assertThat(door.put(Door.steward(), path, Door.SCHEMA, "If-Match", "\"1\"").status()).isEqualTo(412);
        assertThat(door.get(Door.steward(), path).status()).isEqualTo(404);
        door.put(Door.steward(), path, Door.SCHEMA);
        assertThat(door.put(Door.steward(), path, OTHER, "If-Match", "\"7\"").status()).isEqualTo(412);
        assertThat(door.put(Door.steward(), path, OTHER, "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(door.get(Door.steward(), path).header("ETag")).isEqualTo("\"1\"");
        assertThat(door.put(Door.steward(), path, OTHER, "If-Match", "\"1\"").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoContractIsRefusedWithPointers() {
        Http.Answer answer = door.put(Door.steward(), path, """
                {"fields":[{"name":"a","type":"geopoint"},{"name":"a","type":"any"}],"primaryKey":"b"}""");
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-contract");
        assertThat(answer.json().path("errors").values())
                .extracting(each -> each.path("pointer").stringValue())
                .containsExactly("#/fields/0/type", "#/fields/1/name", "#/primaryKey");
        assertThat(door.put(Door.steward(), path, "{").status()).isEqualTo(400);
        assertThat(door.put(Door.steward(), "/datasets/-a", Door.SCHEMA).problem()).isEqualTo("invalid-name");
        assertThat(door.get(Door.steward(), path).problem()).isEqualTo("unknown-dataset");
    }

    @Test
    void aContractThatIsTooLargeIsRefusedAndNothingChanges() {
        String large = Door.SCHEMA.replaceFirst("\\{", "{\"description\":\"" + "x".repeat(100_000) + "\",");
        Http.Answer answer = door.put(Door.steward(), path, large);
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-contract");
        assertThat(door.put(Door.steward(), path, "[" + "[],".repeat(1_000_000) + "[]]").status())
                .isEqualTo(413);
        assertThat(door.get(Door.steward(), path).status()).isEqualTo(404);
    }

    @Test
    void theListIsPaged() {
        door.put(Door.steward(), path, Door.SCHEMA);
        Http.Answer page = door.get(Door.submitter(), "/datasets?size=1");
        assertThat(page.json().path("items").size()).isEqualTo(1);
        assertThat(page.json().path("total").asInt()).isPositive();
        assertThat(door.get(Door.submitter(), "/datasets?size=101").status()).isEqualTo(400);
    }

    @Test
    void whoMayNotIsRefusedAndNothingChanges() {
        TestIssuer issuer = TestIssuer.shared();
        assertThat(door.put("", path, Door.SCHEMA).status()).isEqualTo(401);
        String expired = issuer.expired("a", "a@b.c", Role.ADMIN);
        assertThat(door.put(expired, path, Door.SCHEMA).status()).isEqualTo(401);
        String foreign = issuer.foreign("a", "a@b.c", Role.ADMIN);
        assertThat(door.put(foreign, path, Door.SCHEMA).status()).isEqualTo(401);
        assertThat(door.put(Door.submitter(), path, Door.SCHEMA).status()).isEqualTo(403);
        assertThat(door.put(Door.token(Role.REVIEWER), path, Door.SCHEMA).status()).isEqualTo(403);
        assertThat(door.get(Door.steward(), path).status()).isEqualTo(404);
        assertThat(door.get("", "/datasets").status()).isEqualTo(401);
    }
}
