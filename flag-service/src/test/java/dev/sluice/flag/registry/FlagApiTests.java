package dev.sluice.flag.registry;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.flag.Door;
import dev.sluice.flag.FlagTest;
import dev.sluice.flag.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

@FlagTest
class FlagApiTests {

    @Autowired
    private Door door;

    @Autowired
    private TestClock clock;

    @AfterEach
    void setTheClockBack() {
        clock.reset();
    }

    @Test
    void aFlagIsReadAsItWasMade() {
        String key = Door.key();
        Http.Answer made = door.steward().put("/flags/" + key, Door.FLAG);
        assertThat(made.status()).isEqualTo(201);
        Http.Answer read = door.as(Role.SUBMITTER).get("/flags/" + key);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo(made.header("ETag")).matches("\"\\d+\"");
        assertThat(read.json()).isEqualTo(made.json());
        JsonNode flag = read.json();
        assertThat(flag.path("key").asString()).isEqualTo(key);
        assertThat(flag.path("owner").asString()).isEqualTo("shop crew");
        assertThat(flag.path("status").asString()).isEqualTo("Dev");
        assertThat(flag.path("expiration_date").asString()).isEqualTo("2999-12-31");
        assertThat(flag.path("type").asString()).isEqualTo("boolean");
        assertThat(flag.path("variants").toString()).isEqualTo("{\"on\":true,\"off\":false}");
    }

    @Test
    void whatWasReadIsWrittenBackAndAMisspeltMemberRefused() {
        Door.Caller steward = door.steward();
        String path = "/flags/" + steward.flag("");
        Http.Answer read = steward.get(path);
        Http.Answer written = steward.put(path, read.body(), "If-Match", read.header("ETag"));
        assertThat(written.status()).as(written.body()).isEqualTo(200);
        String misspelt = read.body().replace("\"owner\"", "\"ownre\"");
        Http.Answer refused = steward.put(path, misspelt, "If-Match", "*");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("#/ownre");
    }

    @Test
    void theFourEyesFlagIsThereFromTheStart() {
        JsonNode flag = door.as(Role.SUBMITTER).get("/flags/four-eyes").json();
        assertThat(flag.path("status").asString()).isEqualTo("GA");
        assertThat(flag.path("owner").asString()).isEqualTo("platform");
        assertThat(flag.path("expiration_date").asString())
                .isGreaterThan(clock.today().plusYears(1).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", value = {
        "#/owner           | 'owner': 'shop crew', |",
        "#/owner           | shop crew             | ` `",
        "#/description     | Pay with a glance     | ` `",
        "#/status          | 'status': 'Dev',      |",
        "#/status          | Dev                   | Beta",
        "#/expiration_date | '2999-12-31'          | null",
        "#/expiration_date | 2999-12-31            | 2020-01-01",
        "#/expiration_date | 2999-12-31            | 2999-02-30",
        "#/variants        | 'Dev',                | 'Dev', 'variants': {'on': 1, 'off': 'none'},",
        "#/variants        | 'Dev',                | 'Dev', 'variants': {'on': null, 'off': null},",
        "#/on_variant      | 'Dev',                | 'Dev', 'on_variant': 'blue',",
    })
    void aFlagThatBreaksARuleIsRefusedAndSaysWhere(String pointer, String good, @Nullable String bad) {
        String key = Door.key();
        String body = Door.FLAG.replace('"', '\'').replace(good, bad == null ? "" : bad).replace('\'', '"');
        Http.Answer answer = door.steward().put("/flags/" + key, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.problem()).isEqualTo("invalid-flag");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(door.steward().get("/flags/" + key).problem()).isEqualTo("flag-not-found");
    }

    @Test
    void anEndMovesFurtherAwayOnlyWithAReasonAndIsCounted() {
        Door.Caller steward = door.steward();
        String path = "/flags/" + Door.key();
        String body = """
                {"description": "d", "owner": "o", "status": "GA", "expiration_date": "%s",
                 "reason": "%s"}""";
        String first = clock.today().plusDays(10).toString();
        String later = clock.today().plusDays(20).toString();
        steward.put(path, body.formatted(first, ""));
        Http.Answer refused = steward.put(path, body.formatted(later, " "), "If-Match", "*");
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("#/reason");
        assertThat(steward.get(path).json().path("expiration_date").asString()).isEqualTo(first);
        Http.Answer moved = steward.put(path, body.formatted(later, "Launch slipped"), "If-Match", "*");
        assertThat(moved.json().path("extensions").asInt()).isEqualTo(1);
        assertThat(steward.put(path, body.formatted(first, ""), "If-Match", "*").json().path("extensions")
                .asInt()).isEqualTo(1);
        assertThat(steward.get(path + "/history?size=3").json().at("/items/1/reason").asString())
                .isEqualTo("Launch slipped");
    }

    @Test
    void anExpiredFlagIsMendedWithoutANewEnd() {
        Door.Caller steward = door.steward();
        String path = "/flags/" + Door.key();
        String body = """
                {"description": "d", "owner": "%s", "status": "GA", "expiration_date": "%s"}""";
        String end = clock.today().toString();
        assertThat(steward.put(path, body.formatted("old", end)).status()).isEqualTo(201);
        assertThat(steward.get(path).json().path("expired").asBoolean()).isFalse();
        clock.forward(Duration.ofDays(1));
        assertThat(steward.get(path).json().path("expired").asBoolean()).isTrue();
        assertThat(steward.put(path, body.formatted("new", end), "If-Match", "*").status()).isEqualTo(200);
        String yesterday = clock.today().minusDays(2).toString();
        assertThat(steward.put(path, body.formatted("new", yesterday), "If-Match", "*").status())
                .isEqualTo(400);
    }

    @Test
    void theHistorySaysWhoChangedWhatWhenAndWhyAlsoAfterTheEnd() {
        Door.Caller maker = door.steward();
        String key = maker.flag("");
        String version = maker.get("/flags/" + key).header("ETag");
        Door.Caller changer = door.as(Role.OPERATOR);
        changer.put("/flags/" + key, """
                {"description": "A test", "owner": "others", "status": "GA",
                 "expiration_date": "2999-12-31"}""",
                "If-Match", version);
        door.as(Role.ADMIN).delete("/flags/" + key + "?reason=Done", "If-Match", "*");
        assertThat(maker.get("/flags/" + key).status()).isEqualTo(404);
        JsonNode history = maker.get("/flags/" + key + "/history").json();
        assertThat(history.path("total").asInt()).isEqualTo(3);
        assertThat(history.at("/items/0/action").asString()).isEqualTo("DELETED");
        assertThat(history.at("/items/0/reason").asString()).isEqualTo("Done");
        JsonNode change = history.at("/items/1");
        assertThat(change.path("action").asString()).isEqualTo("CHANGED");
        assertThat(change.at("/by/name").asString()).isEqualTo(changer.name());
        assertThat(change.path("changes").toString())
                .isEqualTo("[{\"name\":\"owner\",\"from\":\"testers\",\"to\":\"others\"}]");
        assertThat(history.at("/items/2/by/name").asString()).isEqualTo(maker.name());
        maker.put("/flags/" + key, Door.FLAG);
        assertThat(maker.get("/flags/" + key).header("ETag")).as("a version never comes twice")
                .isNotEqualTo(version);
    }

    @Test
    void flagsAreListedByOwnerStatusAndExpiryInPages() {
        String owner = "crew " + Door.key();
        Door.Caller steward = door.steward();
        List<String> keys = IntStream.range(0, 5).mapToObj(i -> steward.flag(
                "\"owner\": \"%s\", \"status\": \"%s\"".formatted(owner, i < 2 ? "QA" : "GA"))).toList();
        String path = "/flags?owner=" + owner.replace(" ", "%20");
        JsonNode page = steward.get(path + "&page=1&size=2").json();
        assertThat(page.path("total").asInt()).isEqualTo(5);
        assertThat(keysOf(page)).isEqualTo(keys.stream().sorted().skip(2).limit(2).toList());
        assertThat(steward.get(path + "&status=QA").json().path("total").asInt()).isEqualTo(2);
        assertThat(steward.get(path + "&expired=false").json().path("total").asInt()).isEqualTo(5);
        assertThat(steward.get(path + "&expired=true").json().path("total").asInt()).isEqualTo(0);
        for (String wrong : List.of("size=101", "size=0", "page=-1", "status=Beta", "expired=perhaps")) {
            assertThat(steward.get("/flags?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/flags?owner=%00", "/flags/a%20b", "/flags/a%01b", "/flags/a%01/history",
        "/flags/debt?owner=%00", "/flags?page=2147483647&size=100", "/flags/debt?page=2147483647&size=100"})
    void nothingThatIsAskedForIsAFaultOnThisSide(String path) {
        assertThat(door.steward().get(path).status()).isLessThan(500);
    }

    @Test
    void aReasonThatIsNoTextIsRefused() {
        String path = "/flags/" + door.steward().flag("");
        for (String reason : List.of("\\u0000", "x".repeat(1001))) {
            String body = Door.FLAG.replace("}", ", \"reason\": \"" + reason + "\"}");
            Http.Answer answer = door.steward().put(path, body, "If-Match", "*");
            assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("#/reason");
        }
        assertThat(door.steward().delete(path + "?reason=%00", "If-Match", "*").status()).isEqualTo(400);
        assertThat(door.steward().get(path).status()).isEqualTo(200);
    }

    private static List<String> keysOf(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(flag -> flag.path("key").asString()).collect(Collectors.toList());
    }
}
