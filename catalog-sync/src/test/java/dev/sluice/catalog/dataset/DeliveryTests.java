package dev.sluice.catalog.dataset;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.catalog.CatalogTest;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Door;
import dev.sluice.catalog.TestApprovals;
import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.identity.Role;
import dev.sluice.local.standin.http.Fault;

import static dev.sluice.catalog.TestApprovals.NOON;
import static dev.sluice.catalog.TestApprovals.approved;
import static org.assertj.core.api.Assertions.assertThat;

@CatalogTest
class DeliveryTests {

    @Autowired
    private Door door;
    @Autowired
    private EventBus bus;
    @Autowired
    private Couriers couriers;
    @Autowired
    private JdbcClient sql;

    private final String dataset = TestApprovals.dataset();

    @AfterEach
    void calm() {
        Catalogue.collibra().faults().clear();
        Catalogue.collibra().holdJobs(false);
    }

    @Test
    void anApprovedDataSetBecomesOneAssetWithItsColumns() {
        Event event = approved(dataset, NOON, "sha256:1");
        publish(event);
        JsonNode shown = until(state("SYNCED"));
        assertThat(shown.path("job_id").asString()).isEqualTo(event.subject());
        assertThat(shown.path("asset_url").asString())
                .isEqualTo(Catalogue.collibra().uri() + "/asset/" + shown.path("asset_id").asString());

        assertThat(Catalogue.assets(dataset)).hasSize(1);
        JsonNode asset = Catalogue.assets(dataset).getFirst();
        assertThat(asset.path("id").asString()).isEqualTo(shown.path("asset_id").asString());
        assertThat(asset.path("type").asString()).isEqualTo("Data Set");
        assertThat(Catalogue.attribute(dataset, "Row Count")).isEqualTo("42");
        assertThat(Catalogue.attribute(dataset, "Description")).isEqualTo("Told by the schema");
        assertThat(Catalogue.attribute(dataset, "Last Approved By")).isEqualTo("reviewer@example.org");
        assertThat(Catalogue.attribute(dataset, "Last Approved At")).isEqualTo(NOON.toString());
        assertThat(Catalogue.attribute(dataset, "Content Digest")).isEqualTo("sha256:1");
        assertThat(Catalogue.attribute(dataset, "Source")).startsWith("archive/");

        JsonNode column = Catalogue.assets(dataset + " > iata").getFirst();
        assertThat(column.path("type").asString()).isEqualTo("Column");
        assertThat(Catalogue.state(Catalogue.collibra()).path("relations").valueStream()
                .filter(relation -> relation.path("source").equals(asset.path("id")))
                .map(relation -> relation.path("target")).toList()).hasSize(2).contains(column.path("id"));
    }

    @Test
    void anEventThatComesTwiceIsDeliveredOnce() {
        Event event = approved(dataset, NOON, "sha256:1");
        publish(event);
        until(state("SYNCED"));
        int imports = Catalogue.collibra().importsAccepted();
        publish(event);
        // A later event of the same key has been handled when this one is known: so has the second delivery.
        String other = TestApprovals.dataset();
        bus.publish(TestApprovals.TOPIC, new Event(UUID.randomUUID().toString(), event.type(), event.source(),
                other, NOON, dataset, approved(other, NOON, "x").data()));
        await().until(() -> door.get(Role.STEWARD, "/datasets/" + other), shown -> shown.status() == 200
                && shown.json().path("state").asString().equals("SYNCED"));
        assertThat(Catalogue.collibra().importsAccepted()).isEqualTo(imports + 1);
        assertThat(Catalogue.assets(dataset)).hasSize(1);
    }

    @Test
    void anOlderApprovalNeverReplacesANewerOne() {
        publish(approved(dataset, NOON.plusSeconds(60), "sha256:new"));
        until(state("SYNCED"));
        publish(approved(dataset, NOON, "sha256:old"));
        await().until(() -> deliveries("SUPERSEDED"), number -> number == 1);
        assertThat(Catalogue.attribute(dataset, "Content Digest")).isEqualTo("sha256:new");
        assertThat(show().path("digest").asString()).isEqualTo("sha256:new");
    }

    @Test
    void aNewerApprovalFollowsTheOneThatIsOnItsWay() {
        Catalogue.collibra().holdJobs(true);
        publish(approved(dataset, NOON, "sha256:old"));
        until(state("SENT"));
        publish(approved(dataset, NOON.plusSeconds(60), "sha256:new"));
        until(shown -> shown.path("digest").asString().equals("sha256:new"));
        assertThat(show().path("state").asString()).isEqualTo("PENDING");
        Catalogue.collibra().holdJobs(false);
        until(state("SYNCED"));
        assertThat(Catalogue.assets(dataset)).hasSize(1);
        assertThat(Catalogue.attribute(dataset, "Content Digest")).isEqualTo("sha256:new");
    }

    @Test
    void nothingIsSyncedBeforeTheImportHasFinished() {
        Catalogue.collibra().holdJobs(true);
        publish(approved(dataset, NOON, "sha256:1"));
        JsonNode sent = until(state("SENT"));
        assertThat(sent.path("synced_at").isNull() || sent.path("synced_at").isMissingNode()).isTrue();
        assertThat(sent.path("asset_url").isString()).isFalse();
        await().during(Duration.ofSeconds(1)).until(this::show, state("SENT"));
        Catalogue.collibra().holdJobs(false);
        until(state("SYNCED"));
    }

    @Test
    void aStopLeavesTheImportThatIsWaitedForToWhoeverComesNext() {
        Catalogue.collibra().holdJobs(true);
        publish(approved(dataset, NOON, "sha256:1"));
        until(state("SENT"));
        int imports = Catalogue.collibra().importsAccepted();
        long asked = System.nanoTime();
        couriers.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        boolean free = sql.sql("select lease is null from data_set where name = :name")
                .param("name", dataset).query(Boolean.class).single();
        couriers.start();
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(free).isTrue();
        Catalogue.collibra().holdJobs(false);
        until(state("SYNCED"));
        assertThat(Catalogue.collibra().importsAccepted()).isEqualTo(imports);
    }

    @Test
    void anImportWhoseAnswerWasLostEndsAsOneAsset() {
        Catalogue.collibra().faults().add(Fault.losingTheAnswer("/rest/2.0/import/json-job", 502, 1));
        publish(approved(dataset, NOON, "sha256:1"));
        until(state("SYNCED"));
        assertThat(Catalogue.assets(dataset)).hasSize(1);
        assertThat(Catalogue.assets(dataset + " > iata")).hasSize(1);
    }

    @Test
    void collibraIsLeftAloneForAsLongAsItAsks() {
        Catalogue.collibra().faults()
                .add(Fault.throttling("/rest/2.0/import/json-job", Duration.ofSeconds(2), 1));
        publish(approved(dataset, NOON, "sha256:1"));
        JsonNode waiting = until(shown -> shown.path("error").isString());
        JsonNode delivery = door.get(Role.OPERATOR, "/deliveries/" + waiting.path("delivery").asString())
                .json();
        assertThat(Duration.between(Instant.parse(delivery.path("received_at").asString()),
                Instant.parse(delivery.path("next_attempt_at").asString())))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        until(state("SYNCED"));
    }

    @Test
    void whatCannotBeStoredIsSeenAndCanBeTriedAgain() {
        Catalogue.collibra().refuse(dataset);
        publish(approved(dataset, NOON, "sha256:1"));
        JsonNode failed = until(state("FAILED"));
        assertThat(failed.path("error").asString()).contains(dataset, "cannot be stored");
        String path = "/deliveries/" + failed.path("delivery").asString();
        assertThat(door.get(Role.OPERATOR, "/deliveries?state=FAILED&size=100").json().path("items")
                .findValuesAsString("dataset")).contains(dataset);

        assertThat(door.post(Role.SUBMITTER, path + "/retry").status()).isEqualTo(403);
        assertThat(show().path("state").asString()).isEqualTo("FAILED");
        assertThat(Catalogue.collibra().acceptAgain(dataset)).isTrue();
        assertThat(door.post(Role.OPERATOR, path + "/retry").status()).isEqualTo(202);
        until(state("SYNCED"));
        assertThat(door.post(Role.OPERATOR, path + "/retry").problem()).isEqualTo("delivery-not-failed");
    }

    @Test
    void aFailedApprovalIsNotTriedAgainAfterANewerOne() {
        Catalogue.collibra().refuse(dataset);
        publish(approved(dataset, NOON, "sha256:old"));
        String old = until(state("FAILED")).path("delivery").asString();
        assertThat(Catalogue.collibra().acceptAgain(dataset)).isTrue();
        publish(approved(dataset, NOON.plusSeconds(60), "sha256:new"));
        until(state("SYNCED"));
        assertThat(door.post(Role.OPERATOR, "/deliveries/" + old + "/retry").status()).isEqualTo(409);
        assertThat(Catalogue.attribute(dataset, "Content Digest")).isEqualTo("sha256:new");
    }

    @Test
    void aCollibraThatStaysAwayIsGivenUpAndTold() {
        Catalogue.collibra().faults().add(Fault.refusing("/rest/2.0/import/json-job", 503, 100));
        publish(approved(dataset, NOON, "sha256:1"));
        JsonNode failed = until(state("FAILED"));
        assertThat(failed.path("error").asString()).isEqualTo("Collibra answered 503");
        assertThat(door.get(Role.OPERATOR, "/deliveries/" + failed.path("delivery").asString()).json()
                .path("attempts").asInt()).isEqualTo(4);
    }

    @Test
    void aColumnThatWasDroppedIsMarkedAndStewardsKeepTheirWords() {
        publish(approved(dataset, NOON, "sha256:1", "a", "b"));
        until(state("SYNCED"));
        Catalogue.collibra().edit(dataset, "Business Name", "Ours");
        publish(approved(dataset, NOON.plusSeconds(60), "sha256:2", "a"));
        until(shown -> shown.path("state").asString().equals("SYNCED")
                && shown.path("digest").asString().equals("sha256:2"));
        assertThat(Catalogue.assets(dataset + " > b").getFirst().path("status").asString())
                .isEqualTo("Missing from source");
        assertThat(Catalogue.assets(dataset + " > a").getFirst().path("status").asString())
                .isNotEqualTo("Missing from source");
        assertThat(Catalogue.attribute(dataset, "Business Name")).isEqualTo("Ours");
    }

    @Test
    void otherDecisionsLeaveTheCatalogueAlone() {
        bus.publish(TestApprovals.TOPIC, TestApprovals.rejected(dataset));
        String after = TestApprovals.dataset();
        Event event = approved(after, NOON, "x");
        bus.publish(TestApprovals.TOPIC, new Event(event.id(), event.type(), event.source(), event.subject(),
                NOON, dataset, event.data()));
        await().until(() -> door.get(Role.STEWARD, "/datasets/" + after).status() == 200);
        assertThat(door.get(Role.STEWARD, "/datasets/" + dataset).problem()).isEqualTo("data-set-not-found");
    }

    private void publish(Event event) {
        bus.publish(TestApprovals.TOPIC, event);
    }

    private JsonNode show() {
        return door.get(Role.STEWARD, "/datasets/" + dataset).json();
    }

    private long deliveries(String state) {
        return door.get(Role.OPERATOR, "/deliveries?size=100&state=" + state).json().path("items")
                .findValuesAsString("dataset").stream().filter(dataset::equals).count();
    }

    private static Predicate<JsonNode> state(String wanted) {
        return shown -> shown.path("state").asString("").equals(wanted);
    }

    private JsonNode until(Predicate<JsonNode> seen) {
        return await().until(this::show, seen);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
