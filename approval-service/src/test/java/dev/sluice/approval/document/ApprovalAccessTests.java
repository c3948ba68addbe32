package dev.sluice.approval.document;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.approval.FlagServer;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ApprovalAccessTests extends ApprovalApi {

    @Test
    void whoeverMayNotDecideChangesNothing() throws Exception {
        UUID id = waiting();
        String body = approval(id);
        String someone = UUID.randomUUID().toString();
        for (String verb : List.of("approve", "reject")) {
            String path = "/" + verb + "/" + id;
            assertThat(post(path, "", body).status()).isEqualTo(401);
            assertThat(post(path, issuer.foreign(someone, "x", Role.REVIEWER), body).status()).isEqualTo(401);
            assertThat(post(path, issuer.expired(someone, "x", Role.REVIEWER), body).status()).isEqualTo(401);
            for (Role role : List.of(Role.SUBMITTER, Role.STEWARD, Role.OPERATOR)) {
                assertThat(post(path, issuer.token(someone, "x", role), body).status()).isEqualTo(403);
            }
            assertThat(post("/" + verb + "/" + UUID.randomUUID(), rexsToken, body).problem())
                    .isEqualTo("job-not-found");
        }
        assertThat(status(id)).isEqualTo("PENDING_APPROVAL");
        assertThat(get("/status/" + id, annsToken).json().path("decision").isNull()).isTrue();
    }

    @Test
    void aSubmitterSeesOwnJobsOnly() throws Exception {
        UUID id = waiting();
        String bob = issuer.token(UUID.randomUUID().toString(), "bob@example.org", Role.SUBMITTER);
        assertThat(get("/status/" + id, bob).status()).isEqualTo(404);
        assertThat(get("/jobs/" + id + "/output", bob).status()).isEqualTo(404);
        assertThat(get("/jobs/" + id + "/rejected", bob).status()).isEqualTo(404);
        assertThat(get("/jobs", bob).json().path("total").asInt()).isZero();
        assertThat(get("/approvals", bob).json().path("total").asInt()).isZero();
        assertThat(get("/jobs?status=PENDING_APPROVAL&size=1",
                annsToken).json().path("total").asInt()).isEqualTo(1);
        assertThat(get("/jobs?status=COMPLETED", annsToken).json().path("total").asInt()).isZero();
        assertThat(get("/jobs?size=101", annsToken).status()).isEqualTo(400);
        assertThat(get("/jobs?status=NONSENSE", annsToken).status()).isEqualTo(400);
        assertThat(get("/status/" + id, "").status()).isEqualTo(401);
    }

    @Test
    void whoeverAskedDoesNotDecideWhileFourEyesAreNeeded() throws Exception {
        String rita = UUID.randomUUID().toString();
        String ritasToken = issuer.token(rita, "rita@example.org", Role.SUBMITTER, Role.REVIEWER);
        UUID id = uploaded(rita, "rita@example.org");
        await().atMost(PATIENCE).until(() -> get("/status/" + id, ritasToken).json().path("status")
                .asString("").equals("PENDING_APPROVAL"));
        String approval = approval(id);
        assertThat(post("/approve/" + id, ritasToken, approval).problem()).isEqualTo("four-eyes");
        FlagServer.shared().down();
        Http.Answer unknown = post("/approve/" + id, ritasToken, approval);
        assertThat(unknown.status()).isEqualTo(403);
        FlagServer.shared().fourEyes(false);
        assertThat(post("/approve/" + id, ritasToken, approval).status()).isEqualTo(200);
    }
}
