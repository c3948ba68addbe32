package dev.sluice.flag.evaluation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.flag.Door;
import dev.sluice.flag.FlagTest;
import dev.sluice.flag.TestClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@FlagTest
class OfrepApiTests {

    private static final String ALL = "/ofrep/v1/evaluate/flags";
    private static final String ONE = ALL + "/{key}";
    private static final String CONTEXT = "{\"context\": {\"targetingKey\": \"user-1\", \"plan\": \"free\"}}";
    private static final OfrepContract CONTRACT = new OfrepContract();

    @Autowired
    private Door door;

    @Autowired
    private TestClock clock;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private JsonMapper json;

    @AfterEach
    void setTheClockBack() {
        clock.reset();
    }

    @Test
    void theContractAcceptsItsOwnExamples() {
        for (int status : List.of(200, 400, 404, 500)) {
            assertThat(CONTRACT.faults(CONTRACT.example(ONE, status), CONTRACT.schema(ONE, status), ""))
                    .isEmpty();
        }
        assertThat(CONTRACT.faults(json.readTree("{\"key\": \"a\", \"reason\": \"STALE\", \"value\": []}"),
                CONTRACT.schema(ONE, 200), "")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "true     |",
        "\"blue\" | \"variants\": {\"on\": \"blue\", \"off\": \"\"}",
        "0.50     | \"variants\": {\"on\": 0.50, \"off\": 7}",
        "12345678901234567890 | \"variants\": {\"on\": 12345678901234567890, \"off\": 7}",
        "{\"a\":[1,null]} | \"variants\": {\"on\": {\"a\":[1,null]}, \"off\": {}}",
        "\"m\"    | \"variants\": {\"small\": \"s\", \"middle\": \"m\", \"none\": \"\"}, "
                + "\"on_variant\": \"middle\", \"off_variant\": \"none\"",
    })
    void aFlagAnswersItsValueInTheWordsOfTheContract(String value, String members) {
        String key = door.steward().flag(members == null ? "" : members);
        JsonNode answer = json.readTree(evaluated(key).body());
        assertThat(CONTRACT.faults(answer, CONTRACT.schema(ONE, 200), "")).isEmpty();
        assertThat(answer.path("value").toString()).isEqualTo(value);
        assertThat(answer.path("reason").asString()).isEqualTo("STATIC");
        assertThat(answer.at("/metadata/owner").asString()).isEqualTo("testers");
        assertThat(answer.at("/metadata/environment").asString()).isEqualTo("qa");
        assertThat(door.as(Role.SUBMITTER).post(ALL + "/" + key, CONTEXT).body())
                .as("asked twice, answered the same")
                .isEqualTo(door.steward().post(ALL + "/" + key, CONTEXT).body());
    }

    @ParameterizedTest
    @CsvSource({"Dev, true, false, DISABLED", "QA, true, true, STATIC", "GA, true, true, STATIC",
        "GA, false, false, DISABLED"})
    void aFeatureThatIsNotOnHereAnswersItsOffValue(String status, boolean enabled, boolean value,
            String reason) {
        String key = door.steward().flag("\"status\": \"%s\", \"enabled\": %s".formatted(status, enabled));
        JsonNode answer = evaluated(key).json();
        assertThat(answer.path("value").asBoolean()).isEqualTo(value);
        assertThat(answer.path("reason").asString()).isEqualTo(reason);
        assertThat(answer.path("variant").asString()).isEqualTo(value ? "on" : "off");
    }

    /** The answer for a flag that was just made, as soon as the service has heard of it. */
    private Http.Answer evaluated(String key) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> door.service("flags:evaluate").post(ALL + "/" + key, CONTEXT),
                        answer -> answer.status() == 200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PARSE_ERROR           | {\"context\":",
        "PARSE_ERROR           | []",
        "PARSE_ERROR           | ''",
        "INVALID_CONTEXT       | {}",
        "INVALID_CONTEXT       | {\"context\": \"user-1\"}",
        "INVALID_CONTEXT       | {\"context\": {\"targetingKey\": 7}}",
        "TARGETING_KEY_MISSING | {\"context\": {\"plan\": \"free\"}}",
        "TARGETING_KEY_MISSING | {\"context\": {\"targetingKey\": null}}",
    })
    void aBadRequestIsAnsweredInTheWordsOfTheContract(String code, String body) {
        Http.Answer one = door.steward().post(ALL + "/four-eyes", body);
        assertThat(one.status()).isEqualTo(400);
        assertThat(one.header("Content-Type")).startsWith("application/json");
        assertThat(CONTRACT.faults(one.json(), CONTRACT.schema(ONE, 400), "")).isEmpty();
        assertThat(one.json().path("errorCode").asString()).isEqualTo(code);
        assertThat(one.json().path("key").asString()).isEqualTo("four-eyes");
        Http.Answer all = door.steward().post(ALL, body);
        assertThat(all.status()).isEqualTo(400);
        assertThat(CONTRACT.faults(all.json(), CONTRACT.schema(ALL, 400), "")).isEmpty();
        assertThat(all.json().path("errorCode").asString()).isEqualTo(code);
    }

    @Test
    void anUnknownFlagIsNotFoundInTheWordsOfTheContract() {
        Http.Answer answer = door.steward().post(ALL + "/no-such-flag", CONTEXT);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(CONTRACT.faults(answer.json(), CONTRACT.schema(ONE, 404), "")).isEmpty();
        assertThat(answer.json().path("key").asString()).isEqualTo("no-such-flag");
    }

    @Test
    void onlyTheSignedInEvaluate() {
        TestIssuer issuer = TestIssuer.shared();
        for (String path : List.of(ALL, ALL + "/four-eyes")) {
            for (String token : List.of("", issuer.expired("a", "a@example.org", Role.ADMIN),
                    issuer.foreign("a", "a@example.org", Role.ADMIN))) {
                assertThat(door.with(token).post(path, CONTEXT).status()).isEqualTo(401);
            }
            assertThat(door.service().post(path, CONTEXT).status()).isEqualTo(403);
            assertThat(door.service("flags:evaluate").post(path, CONTEXT).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleEvaluates(Role role) {
        assertThat(door.as(role).post(ALL + "/four-eyes", CONTEXT).status()).isEqualTo(200);
    }

    @Test
    void allFlagsComeInOneAnswerThatIsSentAgainOnlyWhenItDiffers() {
        Door.Caller caller = door.service("flags:evaluate");
        Door.Caller steward = door.steward();
        String key = steward.flag("");
        evaluated(key);
        Http.Answer first = caller.post(ALL, CONTEXT);
        assertThat(first.status()).isEqualTo(200);
        assertThat(CONTRACT.faults(first.json(), CONTRACT.schema(ALL, 200), "")).isEmpty();
        assertThat(valueOf(first, key)).isEqualTo("true");
        String tag = first.header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, tag.replace("\"", ""))) {
            Http.Answer again = caller.post(ALL, CONTEXT, "If-None-Match", known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
        }
        steward.put("/flags/" + key, """
                {"description": "A test", "owner": "testers", "status": "Dev",
                 "expiration_date": "2999-12-31"}""", "If-Match", "*");
        Http.Answer changed = await().atMost(Duration.ofSeconds(30)).until(
                () -> caller.post(ALL, CONTEXT, "If-None-Match", tag),
                answer -> answer.status() == 200);
        assertThat(valueOf(changed, key)).isEqualTo("false");
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    private static String valueOf(Http.Answer bulk, String key) {
        return StreamSupport.stream(bulk.json().path("flags").spliterator(), false)
                .filter(flag -> flag.path("key").asString().equals(key))
                .map(flag -> flag.path("value").toString()).findFirst().orElse("missing");
    }

    @Test
    void anExpiredFlagAnswersAsBeforeAndSaysSo() {
        String key = door.steward().flag("\"expiration_date\": \"%s\"".formatted(clock.today()));
        Http.Answer before = evaluated(key);
        String etag = door.steward().post(ALL, CONTEXT).header("ETag");
        assertThat(before.json().at("/metadata/expired").asBoolean(true)).isFalse();
        clock.forward(Duration.ofDays(1));
        Http.Answer after = evaluated(key);
        assertThat(after.json().path("value")).isEqualTo(before.json().path("value"));
        assertThat(after.json().path("reason")).isEqualTo(before.json().path("reason"));
        assertThat(after.json().at("/metadata/expired").asBoolean(false)).isTrue();
        assertThat(door.steward().post(ALL, CONTEXT, "If-None-Match", etag).status())
                .as("a client that looks for changes sees it").isEqualTo(200);
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToComeBack() {
        clock.stop();
        Door.Caller greedy = door.service("flags:evaluate");
        Http.Answer answer = greedy.post(ALL + "/four-eyes", CONTEXT);
        for (int i = 0; i < 50; i++) {
            assertThat(answer.status()).isEqualTo(200);
            answer = greedy.post(ALL + "/four-eyes", CONTEXT);
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(CONTRACT.response(ONE, 429).path("headers").has("Retry-After")).isTrue();
        assertThat(door.steward().post(ALL + "/four-eyes", CONTEXT).status()).isEqualTo(200);
    }

    @Test
    void anEvaluationAsksNoDatabase() throws SQLException {
        Door.Caller caller = door.as(Role.SUBMITTER);
        List<Connection> taken = new ArrayList<>();
        try {
            while (taken.size() < FlagTest.CONNECTIONS) {
                taken.add(database.getConnection());
            }
            assertThat(caller.post(ALL + "/four-eyes", CONTEXT).status()).isEqualTo(200);
            assertThat(caller.post(ALL, CONTEXT).status()).isEqualTo(200);
        }
        finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void aChangeByHandIsHeardLongBeforeTheNextLook() {
        String key = door.steward().flag("");
        evaluated(key);
        sql.sql("update flag set entry = cast(jsonb_set(cast(entry as jsonb), '{enabled}', 'false') as json) "
                + "where key = :key").param("key", key).update();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(
                () -> assertThat(evaluated(key).json().path("value").asBoolean(true)).isFalse());
    }

    @Test
    void evaluationsAreCountedByKeyAndReasonAndStrangersKeysAreNot() {
        String key = door.steward().flag("");
        evaluated(key);
        String stranger = Door.key();
        door.steward().post(ALL + "/" + stranger, CONTEXT);
        assertThat(meters.counter("sluice.flag.evaluations", "key", key, "reason", "STATIC").count())
                .isGreaterThanOrEqualTo(1);
        assertThat(meters.counter("sluice.flag.evaluations", "key", Evaluations.UNKNOWN, "reason",
                "FLAG_NOT_FOUND").count()).isGreaterThanOrEqualTo(1);
        String metrics = door.with("").get("/actuator/prometheus").body();
        assertThat(metrics).doesNotContain(stranger)
                .contains("sluice_flag_snapshot_age_seconds", "sluice_flag_debt{");
    }
}
