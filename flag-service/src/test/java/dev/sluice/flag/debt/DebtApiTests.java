package dev.sluice.flag.debt;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.flag.Door;
import dev.sluice.flag.FlagTest;
import dev.sluice.flag.TestClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@FlagTest
class DebtApiTests {

    private final String owner = Door.key();
    private final String expired = Door.key();
    private final String ownerless = Door.key();
    private final String endless = Door.key();
    private final String fine = Door.key();

    @Autowired
    private Door door;

    @Autowired
    private TestClock clock;

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void importDebt() {
        clock.stop();
        Http.Answer answer = door.steward().post("/flags/import", """
                [{"feature_flag_name": "%s", "owner": "%s", "status": "Dev", "expiration_date": "%s"},
                 {"feature_flag_name": "%s", "owner": " ", "status": "QA", "expiration_date": "2999-12-31"},
                 {"feature_flag_name": "%s", "owner": "%s", "status": "Dev"},
                 {"feature_flag_name": "%s", "owner": "%s", "status": "GA", "expiration_date": "2999-12-31"}
                ]""".formatted(expired, owner, clock.today().minusDays(11), ownerless, endless, owner, fine,
                        owner));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @AfterEach
    void setTheClockBack() {
        clock.reset();
    }

    @Test
    void debtIsListedWithReasonAgeAndOwner() {
        JsonNode debt = door.as(Role.REVIEWER).get("/flags/debt?size=100&owner=" + owner).json();
        assertThat(keys(debt)).containsExactly(expired, endless);
        JsonNode item = debt.at("/items/0");
        assertThat(item.path("owner").asString()).isEqualTo(owner);
        assertThat(item.path("age_days").asInt()).isEqualTo(10);
        assertThat(item.at("/reasons/0/reason").asString()).isEqualTo("EXPIRED");
        assertThat(item.at("/reasons/0/since").asString()).isEqualTo(clock.today().minusDays(10).toString());
        assertThat(debt.at("/items/1/reasons/0/reason").asString()).isEqualTo("ENDLESS");
        assertThat(keys(door.steward().get("/flags/debt?size=100&reason=OWNERLESS").json()))
                .contains(ownerless).doesNotContain(expired, endless, fine);
    }

    @Test
    void aFlagThatStaysOnEverywhereForLongBecomesDebtAndStopsBeingItWhenItGoesBack() {
        String path = "/flags/debt?size=100&sort=KEY&reason=GA_FOR_LONG&owner=" + owner;
        clock.forward(Duration.ofDays(89));
        assertThat(keys(door.steward().get(path).json())).isEmpty();
        clock.forward(Duration.ofDays(3));
        JsonNode item = door.steward().get(path).json().at("/items/0");
        assertThat(item.path("key").asString()).isEqualTo(fine);
        assertThat(item.path("age_days").asInt()).isEqualTo(2);
        String body = """
                {"description": "d", "owner": "%s", "status": "%s", "expiration_date": "2999-12-31"}""";
        door.steward().put("/flags/" + fine, body.formatted(owner, "GA"), "If-Match", "*");
        assertThat(keys(door.steward().get(path).json())).as("another change resets nothing")
                .containsExactly(fine);
        door.steward().put("/flags/" + fine, body.formatted(owner, "QA"), "If-Match", "*");
        assertThat(keys(door.steward().get(path).json())).isEmpty();
    }

    @Test
    void debtIsSortedAndPagedAndItsSummaryCoversAll() {
        JsonNode byKey = door.steward().get("/flags/debt?sort=KEY&owner=" + owner + "&size=1&page=1").json();
        assertThat(byKey.path("total").asInt()).isEqualTo(2);
        assertThat(keys(byKey)).containsExactly(expired.compareTo(endless) < 0 ? endless : expired);
        assertThat(keys(door.steward().get("/flags/debt?sort=EXPIRATION_DATE&owner=" + owner).json()))
                .containsExactly(endless, expired);
        JsonNode summary = byKey.path("summary");
        assertThat(summary.at("/reasons/EXPIRED").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(summary.at("/reasons/OWNERLESS").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(summary.at("/reasons/ENDLESS").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(summary.path("flags").asInt()).isGreaterThan(summary.path("debt").asInt());
        for (String wrong : List.of("sort=size", "reason=OLD", "size=101", "page=-1")) {
            assertThat(door.steward().get("/flags/debt?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void theGaugeSaysWhatTheListSays() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                meters.get("sluice.flag.debt").tag("reason", "OWNERLESS").gauge().value())
                .isEqualTo(door.steward().get("/flags/debt?reason=OWNERLESS").json().path("total")
                        .asDouble()));
    }

    private static List<String> keys(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(item -> item.path("key").asString()).toList();
    }
}
