package dev.sluice.auth.restore;

import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.Instance;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.auth.evidence.AuditVerification;
import dev.sluice.auth.revocation.Lives;
import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;
import dev.sluice.common.test.Http;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A database that is put back to an earlier copy, while services know what happened after it. */
class DatabaseRestoredTests {

    private static final String OTHER = "brisk copper lantern";

    @Test
    void whatHasEndedStaysEndedAndWhatBeginsIsTakenEverywhere() throws Exception {
        try (Installation installation = new Installation(Map.of())) {
            String ann = installation.signUp();
            String bob = installation.signUp();
            String eve = installation.signUp();
            JsonNode anns = installation.signIn(ann, People.PASSWORD);
            JsonNode bobs = refreshed(installation, installation.signIn(bob, People.PASSWORD));
            JsonNode eves = refreshed(installation, installation.signIn(eve, People.PASSWORD));
            TestClients.Registered billing = installation.clients().register("flags:evaluate");
            String billings = installation.clients().token(billing);
            String leaked = kid(access(anns));
            installation.backUp();

            JsonNode annsLater = passwordChanged(installation, ann);
            end(installation, bobs);
            assertThat(delete(installation, "/admin/keys/" + leaked)).isEqualTo(204);
            JsonNode evesLater = await().atMost(Instance.PATIENCE).until(
                    () -> installation.signIn(eve, People.PASSWORD),
                    session -> !kid(access(session)).equals(leaked));
            String billingsLater = installation.clients().token(billing);
            disable(installation, billing);
            // Remembered as proven.
            installation.signIn(ann, OTHER);
            installation.signIn(ann, OTHER);
            assertThat(installation.running().cached()).isPositive();
            await().atMost(Instance.PATIENCE).until(() -> !installation.isGood(billingsLater)
                    && !installation.isGood(access(bobs)) && !installation.isGood(access(eves)));
            await().atMost(Instance.PATIENCE).until(() -> installation.isGood(access(evesLater)));
            long head = installation.running().context().getBean(JdbcClient.class)
                    .sql("select last from revocation_head").query(Long.class).single();

            installation.putBack();
            Instant began = Instant.now();
            assertThat(installation.restored(0)).contains("4 accounts and 1 clients", "2 keys");
            Instant ended = Instant.now();
            Instance instance = installation.start();

            assertThat(instance.signIn(ann, OTHER).status()).isEqualTo(401);
            JsonNode annsNew = installation.signIn(ann, People.PASSWORD);
            assertThat(kid(access(annsNew))).isNotIn(leaked, kid(access(evesLater)));
            await().atMost(Instance.PATIENCE).until(() -> installation.isGood(access(annsNew)));
            String billingsNew = installation.clients().token(billing);
            assertThat(installation.isGood(billingsNew)).isTrue();
            assertThat(revokedAfter(head, instance))
                    .allSatisfy(told -> assertThat(told.until().minus(Lives.AFTERLIFE))
                            .isBetween(began.truncatedTo(ChronoUnit.SECONDS), ended))
                    .extracting(Revocation::mark)
                    .contains(Mark.ofKey(leaked), Mark.ofKey(kid(access(evesLater))));
            assertThat(instance.get("/.well-known/jwks.json", "").body())
                    .contains(kid(access(annsNew))).doesNotContain(leaked);
            for (String old : List.of(access(anns), access(annsLater), access(bobs), access(eves),
                    access(evesLater), billings, billingsLater)) {
                await().atMost(Instance.PATIENCE).until(() -> !installation.isGood(old));
                assertThat(Installation.isGood(old, instance.context())).isFalse();
            }
            for (JsonNode old : List.of(anns, annsLater, bobs, eves, evesLater)) {
                assertThat(instance.refresh(refresh(old)).status()).isEqualTo(401);
            }
            JsonNode annsNext = refreshed(installation, annsNew);

            // News are heard as ever.
            end(installation, annsNext);
            disable(installation, billing);
            await().atMost(Instance.PATIENCE).until(() -> !installation.isGood(access(annsNext))
                    && !installation.isGood(billingsNew));
            theTrailGoesOn(installation);
        }
    }

    @Test
    void theSameCopyMayBeRestoredAgain() throws Exception {
        try (Installation installation = new Installation(Map.of())) {
            String ann = installation.signUp();
            TestClients.Registered billing = installation.clients().register("flags:evaluate");
            installation.backUp();
            for (int restore = 0; restore < 2; restore++) {
                installation.putBack();
                installation.restored(0);
                installation.restored(0);
                installation.start();
                String anns = access(installation.signIn(ann, People.PASSWORD));
                String billings = installation.clients().token(billing);
                await().atMost(Instance.PATIENCE)
                        .until(() -> installation.isGood(anns) && installation.isGood(billings));
                passwordChanged(installation, ann);
                disable(installation, billing);
                await().atMost(Instance.PATIENCE)
                        .until(() -> !installation.isGood(anns) && !installation.isGood(billings));
            }
        }
    }

    @Test
    void withASharedSecretTokensEndAccountByAccount() throws Exception {
        try (Installation installation = new Installation(Map.of("sluice.auth.signing-algorithm", "HS256",
                "sluice.identity.shared-secret", "a shared secret of at least 256 bits, for a test"))) {
            String ann = installation.signUp();
            installation.backUp();
            String later = access(installation.signIn(ann, People.PASSWORD));
            assertThat(installation.isGood(later)).isTrue();
            installation.putBack();
            assertThat(installation.restored(0)).contains("account by account");
            Instance instance = installation.start();
            assertThat(Installation.isGood(later, instance.context())).isFalse();
            await().atMost(Instance.PATIENCE).until(() -> !installation.isGood(later));
            String fresh = access(installation.signIn(ann, People.PASSWORD));
            assertThat(installation.isGood(fresh)).isTrue();

            installation.running().context().close();
            // Another algorithm has left a key, which is none that signs.
            execute(installation, """
                    insert into signing_key (kid, algorithm, signs, public_jwk, sealed_private, created_at)
                    values ('old', 'ES256', false, '{}', '', now())""");
            installation.restored(0, "--shared-secret");
            assertThat(Installation.isGood(fresh, installation.start().context())).isFalse();
        }
    }

    @Test
    void nothingIsChangedWhereItCouldDoHarm() throws Exception {
        try (Installation installation = new Installation(Map.of())) {
            assertThat(installation.restored(2)).contains("Stop all instances");
            String token = installation.administrator();
            assertThat(installation.running().get("/auth/me", token).status()).isEqualTo(200);
            installation.running().context().close();

            execute(installation, """
                    insert into audit_event (sequence, at, type, outcome, detail, previous, hash)
                    select max(sequence) + 1, now() + interval '1 day', 'x', 'x', '{}', 'x', 'x'
                    from audit_event""");
            assertThat(installation.restored(2)).contains("have not happened yet");
            assertThat(installation.restored(2, "--what")).contains("Usage: database-restored");
            List<String> said = new ArrayList<>();
            assertThat(DatabaseRestored.run(
                    List.of(Stack.shared().postgres().newDatabase("auth_none")), said::add)).isEqualTo(2);
            assertThat(said.getFirst()).contains("no database of auth-service");
            assertThat(DatabaseRestored.run(List.of("jdbc:postgresql://127.0.0.1:1/auth"), said::add))
                    .isEqualTo(2);
            assertThat(said.getLast()).startsWith("Nothing was changed: ").contains("refused");
            try (Connection connection = DriverManager.getConnection(installation.url());
                    Statement statement = connection.createStatement();
                    var sum = statement.executeQuery("select max(token_epoch) from account")) {
                assertThat(sum.next()).isTrue();
                assertThat(sum.getLong(1)).isZero();
            }
        }
    }

    private static void theTrailGoesOn(Installation installation) {
        List<String> said = new ArrayList<>();
        assertThat(AuditVerification.run(List.of(installation.url()), said::add)).as(said.toString())
                .isZero();
        JdbcClient jdbc = installation.running().context().getBean(JdbcClient.class);
        long row = jdbc.sql("""
                select sequence from audit_event where type = 'database.restored' and actor is null""")
                .query(Long.class).single();
        // The instance takes the last head that was signed before it for one of ours.
        await().atMost(Instance.PATIENCE).until(() -> jdbc
                .sql("select max(sequence) from audit_checkpoint").query(Long.class).single() >= row);
    }

    private static JsonNode passwordChanged(Installation installation, String email) {
        String token = access(installation.signIn(email, People.PASSWORD));
        Http.Answer changed = installation.running().post("/auth/password", token,
                Map.of("current_password", People.PASSWORD, "new_password", OTHER));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        return changed.json();
    }

    private static void disable(Installation installation, TestClients.Registered client) {
        Map<String, Object> form = TestClients.form(client.id(), "flags:evaluate");
        form.put("disabled", true);
        installation.clients().put(client.id(), "*", form).expectStatus().isOk();
    }

    private static void end(Installation installation, JsonNode session) {
        assertThat(installation.running().post("/auth/signout", Map.of("refresh_token", refresh(session)))
                .status()).isEqualTo(204);
    }

    private static int delete(Installation installation, String path) {
        return Http.send(Http.request(installation.running().port(), path, installation.administrator())
                .method("DELETE", HttpRequest.BodyPublishers.noBody())).status();
    }

    private static JsonNode refreshed(Installation installation, JsonNode session) {
        Http.Answer answer = installation.running().refresh(refresh(session));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<Revocation> revokedAfter(long number, Instance instance) throws ParseException {
        Http.Answer page = Http.send(Http.request(instance.port(), "/revocations?after=" + number));
        return FeedPage.of(SignedJWT.parse(page.body()).getJWTClaimsSet().getClaims()).revoked();
    }

    private static void execute(Installation installation, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(installation.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        }
        catch (ParseException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static String access(JsonNode answer) {
        return answer.get("access_token").asString();
    }

    private static String refresh(JsonNode answer) {
        return answer.get("refresh_token").asString();
    }
}
