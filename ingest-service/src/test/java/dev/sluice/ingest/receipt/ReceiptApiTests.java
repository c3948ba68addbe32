package dev.sluice.ingest.receipt;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.SluiceTest;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.ingest.Door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SluiceTest
class ReceiptApiTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private EventBus bus;

    @Autowired
    private MeterRegistry meters;

    private final String token = Door.submitter();
    private Door door;
    private String dataset;
    private UUID id;

    @BeforeEach
    void upload() {
        door = new Door(port);
        dataset = door.dataset();
        id = Door.id(door.upload(token, dataset, Door.CSV));
    }

    @Test
    void aReceiptIsPublishedWhenItsEventCameBackFromTheBroker() {
        awaitStates("RECEIVED", "PUBLISHED");
    }

    @Test
    void aDecisionMovesTheReceiptOnceAndForAll() {
        double before = approved();
        awaitStates("RECEIVED", "PUBLISHED");
        decide("approved");
        awaitStates("RECEIVED", "PUBLISHED", "APPROVED");
        Http.Answer decided = read();
        decide("approved");
        decide("rejected");
        decide("unheard-of");
        UUID next = Door.id(door.upload(token, dataset, Door.CSV));
        decide(next, "expired");
        await("the events before it are handled").atMost(LONG).until(() ->
                door.get(token, "/receipts/" + next).json().path("state").stringValue().equals("EXPIRED"));
        assertThat(read().json()).isEqualTo(decided.json());
        assertThat(approved()).isEqualTo(before + 1);
    }

    @Test
    void aReceiptSaysWhereTheDocumentIs() {
        assertThat(read().json().path("object_key").stringValue()).startsWith("uploads/" + id + "/");
        String archived = "archive/" + id + "/document.csv";
        decide(id, "approved", JsonNodeFactory.instance.objectNode().put("archive_key", archived));
        awaitStates("RECEIVED", "PUBLISHED", "APPROVED");
        assertThat(read().json().path("object_key").stringValue()).isEqualTo(archived);
    }

    @Test
    void aDecisionTellsOfThePublicationToo() {
        decide("failed");
        awaitStates("RECEIVED", "PUBLISHED", "FAILED");
    }

    @Test
    void aSubmitterSeesOwnReceiptsOnly() {
        String stranger = Door.submitter();
        assertThat(door.get(stranger, "/receipts/" + id).status()).isEqualTo(404);
        assertThat(door.get(stranger, "/receipts").json().path("total").asInt()).isZero();
        assertThat(door.get(token, "/receipts").json().at("/items/0/id").stringValue())
                .isEqualTo(id.toString());
        for (Role role : List.of(Role.REVIEWER, Role.STEWARD, Role.OPERATOR, Role.ADMIN)) {
            assertThat(door.get(Door.token(role), "/receipts/" + id).status()).isEqualTo(200);
        }
        assertThat(door.get("", "/receipts/" + id).status()).isEqualTo(401);
        String expired = TestIssuer.shared().expired("a", "a@b.c", Role.ADMIN);
        assertThat(door.get(expired, "/receipts/" + id).status()).isEqualTo(401);
        String foreign = TestIssuer.shared().foreign("a", "a@b.c", Role.ADMIN);
        assertThat(door.get(foreign, "/receipts/" + id).status()).isEqualTo(401);
        assertThat(door.get(Door.steward(), "/receipts/" + UUID.randomUUID()).problem())
                .isEqualTo("receipt-not-found");
        assertThat(door.get(Door.steward(), "/receipts/1").status()).isEqualTo(400);
    }

    @Test
    void theListIsFilteredAndPaged() {
        UUID second = Door.id(door.upload(token, dataset, Door.CSV));
        decide(second, "rejected");
        String all = "/receipts?dataset=" + dataset;
        await().atMost(LONG).until(() ->
                door.get(Door.steward(), all + "&state=REJECTED").json().path("total").asInt() == 1);
        Http.Answer page = door.get(Door.steward(), all + "&size=1&page=1");
        assertThat(page.json().path("total").asInt()).isEqualTo(2);
        assertThat(page.json().at("/items/0/id").stringValue()).isEqualTo(id.toString());
        assertThat(door.get(Door.steward(), all + "&state=NONE").status()).isEqualTo(400);
        assertThat(door.get(Door.steward(), "/receipts?dataset=%00").status()).isEqualTo(400);
    }

    private double approved() {
        return meters.counter("sluice.ingest.receipts.entered", "state", "APPROVED").count();
    }

    private void decide(String outcome) {
        decide(id, outcome);
    }

    private void decide(UUID receipt, String outcome) {
        decide(receipt, outcome, JsonNodeFactory.instance.objectNode());
    }

    private void decide(UUID receipt, String outcome, JsonNode data) {
        bus.publish("sluice.decisions", new Event(UUID.randomUUID().toString(),
                "dev.sluice.document." + outcome + ".v1", URI.create("/approval-service"), receipt.toString(),
                Instant.now(), dataset, data));
    }

    private Http.Answer read() {
        return door.get(token, "/receipts/" + id);
    }

    private void awaitStates(String... states) {
        await().atMost(LONG).untilAsserted(() -> assertThat(read().json().path("events").values())
                .extracting(event -> event.path("state").stringValue()).containsExactly(states));
        assertThat(read().json().path("state").stringValue()).isEqualTo(states[states.length - 1]);
    }
}
