package dev.sluice.approval.document;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.ApprovalTest;
import dev.sluice.approval.FlagServer;
import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.identity.Role;
import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

import static org.awaitility.Awaitility.await;

/** The running service, a submitter and a reviewer. */
@ApprovalTest
abstract class ApprovalApi {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String CSV = "iata,name\n00M,Thigpen\n,Nameless\n00R,Livingston\n";
    private static final String SCHEMA = """
            {"fields":[{"name":"iata","type":"string"},{"name":"name","type":"string"}],
             "primaryKey":"iata"}""";

    final TestIssuer issuer = TestIssuer.shared();
    final String ann = UUID.randomUUID().toString();
    final String annsToken = issuer.token(ann, "ann@example.org", Role.SUBMITTER);
    final String rexsToken = issuer.token(UUID.randomUUID().toString(), "rex@example.org",
            Role.REVIEWER);

    @LocalServerPort
    int port;

    @Autowired
    EventBus bus;

    @Autowired
    ObjectStore objects;

    @Autowired
    JsonMapper json;

    @BeforeEach
    void fourEyes() {
        FlagServer.shared().fourEyes(true);
    }

    Http.Answer get(String path, String token) {
        return Http.send(Http.request(port, path, token));
    }

    Http.Answer post(String path, String token, String body) {
        return Http.send(Http.json(port, path, token, body));
    }

    UUID uploaded(String by, String name) throws Exception {
        return uploaded(by, name, CSV, null, null);
    }

    UUID uploaded(String by, String name, String csv, String correlation, String trace)
            throws Exception {
        UUID id = UUID.randomUUID();
        String key = "uploads/" + id + "/airports.csv";
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        String sha256 = objects.put(key, new ByteArrayInputStream(bytes)).sha256();
        bus.publish("sluice.documents", new Event(id.toString(), DocumentReceived.TYPE,
                URI.create("/ingest-service"), id.toString(), Clock.systemUTC().instant(), "airports",
                json.valueToTree(Map.of("document_id", id, "dataset", "airports", "object_key", key,
                        "content_type",
                        "text/csv", "size", bytes.length, "sha256", sha256, "requested_by",
                        Map.of("id", by, "name", name), "schema", json.readTree(SCHEMA))))
                .within(correlation, trace));
        return id;
    }

    UUID waiting() throws Exception {
        UUID id = uploaded(ann, "ann@example.org");
        await().atMost(PATIENCE).until(() -> status(id).equals("PENDING_APPROVAL"));
        return id;
    }

    String status(UUID id) {
        return get("/status/" + id, annsToken).json().path("status").asString("");
    }

    String digest(UUID id) {
        return get("/status/" + id, rexsToken).json().path("digest").asString();
    }

    String approval(UUID id) {
        return decision(id, "looks good");
    }

    String decision(UUID id, String reason) {
        return "{\"reason\":\"" + reason + "\",\"digest\":\"" + digest(id) + "\"}";
    }
}
