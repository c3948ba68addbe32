package dev.sluice.auth.rolling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.auth.AuthApplication;
import dev.sluice.auth.Instance;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.auth.evidence.AuditVerification;
import dev.sluice.auth.key.Vault;
import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.test.Http;
import dev.sluice.local.stack.Redis;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Today's code beside an instance of version 0.1, on one database and one Redis: what that one wrote was
 * recorded once, and is read here a few seconds later.
 */
class OlderVersionTests {

    private static final String OLDER = "0.1.json";
    /** The newest migration of version 0.1. */
    private static final int SCHEMA = 8;
    private static final String ADVICE = """
            an instance of version 0.1 beside this one reads less than it did: write the form of before for \
            one more version and read both (docs/decisions/0110-two-versions-side-by-side.md)""";
    private static final String DEVICE = "sluice-device=";
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @TempDir static Path directory;
    private static JsonNode older;
    private static SealsOf01 seals;
    private static String database;
    private static Instance instance;

    @BeforeAll
    static void start() throws Exception {
        recordIfAsked();
        try (InputStream recorded = OlderVersionTests.class.getResourceAsStream(OLDER)) {
            older = JSON.readTree(Objects.requireNonNull(recorded));
        }
        seals = new SealsOf01(text("/key_encryption_key"), older.at("/rows/secret"));
        database = Stack.shared().postgres().newDatabase("auth_older");
        OlderRows.migrate(database, SCHEMA);
        OlderRows.insert(database, older.get("rows"));
        instance = start(database, Clock.fixed(Instant.parse(text("/recorded_at")).plus(LATER),
                ZoneOffset.UTC));
        put(seals.proofKey(email()), text("/redis/proof"));
    }

    /** The file is what the version after this one has to read. */
    private static void recordIfAsked() throws Exception {
        String file = System.getProperty("sluice.forms.write", "");
        if (!file.isEmpty()) {
            Instance fresh = start(Stack.shared().postgres().newDatabase("auth_record"), Clock.systemUTC());
            Files.writeString(Path.of(file), JSON.writeValueAsString(
                    new Recorder(fresh, JSON.createObjectNode()).record()) + "\n");
            fresh.context().close();
        }
    }

    private static Instance start(String database, Clock clock) {
        Redis redis = Stack.shared().redis();
        return new Instance(new SpringApplicationBuilder(AuthApplication.class)
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock))
                .run("--server.port=0", "--spring.datasource.url=" + database,
                        "--spring.datasource.hikari.maximum-pool-size=4", "--sluice.events.broker=none",
                        "--spring.flyway.baseline-on-migrate=true",
                        // What the other version left in Redis is to be read each time.
                        "--sluice.auth.proof.local-life=0",
                        "--spring.flyway.baseline-version=" + SCHEMA,
                        "--spring.data.redis.sentinel.master=" + redis.masterName(),
                        "--spring.data.redis.sentinel.nodes=" + String.join(",", redis.sentinels()),
                        // A busy machine is no outage.
                        "--spring.data.redis.timeout=10s", "--sluice.auth.proof.staleness=30s"));
    }

    @AfterAll
    static void stop() {
        instance.context().close();
    }

    @Test
    void aPasswordThatWasProvenThereIsProvenHere() {
        double before = instance.cached();
        signedIn(instance.signIn(email(), People.PASSWORD));
        assertThat(instance.cached()).isEqualTo(before + 1);
        assertThat(instance.signIn(email(), "another gentle river").status()).isEqualTo(401);
    }

    @Test
    void attemptsThatWereCountedThereAreCountedHere() {
        String guesses = seals.guessesKey(email());
        long tooMany = Long.parseLong(instance.ask(commands -> commands.time()).stream()
                .map(OlderVersionTests::ascii).findFirst().orElseThrow()) * 1000
                + Duration.ofMinutes(10).toMillis();
        put(guesses, String.valueOf(tooMany));
        assertThat(instance.signIn(email(), People.PASSWORD).status()).isEqualTo(429);
        // A cookie from there does not say for which password it was made, and is a stranger's.
        assertThat(instance.signIn(email(), People.PASSWORD, text("/device_cookie")).status()).isEqualTo(429);
        instance.ask(commands -> commands.del(bytes(guesses)));
    }

    @Test
    void tokensAndSessionsGoOnAndWhatEndedStaysOver() throws Exception {
        assertThat(me(text("/access_token/text"))).isEqualTo(email());
        assertThat(instance.get("/auth/me", text("/ended_access_token")).status()).isEqualTo(401);
        assertThat(instance.refresh(text("/ended_refresh_token")).status()).isEqualTo(401);

        Http.Answer again = instance.refresh(text("/spent_refresh_token"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("refresh_token")).isEqualTo(older.at("/refreshed/refresh_token"));
        JsonNode next = signedIn(instance.refresh(text("/refreshed/refresh_token")));
        assertThat(me(next.get("access_token").asString())).isEqualTo(email());
        // It opened the key that was sealed there: with another one it would have signed this.
        assertThat(Recorder.jwt(next.get("access_token").asString()).at("/header/kid"))
                .isEqualTo(older.at("/access_token/header/kid"));
    }

    @Test
    void servicesAreKnownByTheirSecretsAndKeys() throws Exception {
        assertThat(Recorder.token(instance, TestClients.basic(text("/client/id"), text("/client/secret")),
                "grant_type=client_credentials").status()).isEqualTo(200);
        assertThat(instance.introspect(text("/client/token/text"))).isTrue();
        assertThat(assertion(text("/signing_client/spent_assertion"))).isEqualTo(401);
        assertThat(assertion(Recorder.assertion(instance, text("/signing_client/id"),
                ECKey.parse(text("/signing_client/key"))))).isEqualTo(200);
    }

    @Test
    void theTrailGoesOnInOneChain() throws IOException {
        signedIn(instance.signIn(email(), People.PASSWORD));
        Path keys = Files.writeString(directory.resolve("keys.json"),
                instance.get("/admin/audit/keys", administrator()).body());
        List<String> said = new ArrayList<>();
        assertThat(AuditVerification.run(List.of("--keys", keys.toString(), database), said::add))
                .as("%s", said).isZero();
        assertThat(said.getFirst()).contains(" rows are sound");
    }

    @Test
    void aPageOfTheFeedIsReadAlsoWithMoreInIt() {
        Map<String, Object> claims = claims(older.at("/feed/claims"));
        FeedPage page = FeedPage.of(claims);
        assertThat(page.revoked()).isNotEmpty();
        assertThat(page.claims()).containsAllEntriesOf(Map.of("nonce", "n", "head", page.head()));

        ObjectNode more = (ObjectNode) older.at("/feed/claims").deepCopy();
        withMore(more);
        more.get("revoked").forEach(row -> ((ArrayNode) row).add("later"));
        assertThat(FeedPage.of(claims(more))).isEqualTo(page);
    }

    /** What was sealed for somebody says more than we know of. */
    @Test
    void whatANewerVersionSealsIsOpened() {
        String email = People.newAddress();
        assertThat(instance.post("/auth/signup", People.form(email)).status()).isEqualTo(201);
        String cookie = device(instance.signIn(email, People.PASSWORD));
        String verifier = seals.verifier(email, People.PASSWORD);
        String key = seals.proofKey(email);
        String proof = ascii(instance.ask(commands -> commands.get(bytes(key)))).substring(verifier.length());
        double before = instance.cached();
        put(key, verifier + changed("proof", proof, OlderVersionTests::withMore));
        JsonNode first = signedIn(instance.signIn(email, People.PASSWORD));
        assertThat(instance.cached()).isEqualTo(before + 1);
        // Whoever has a role that we do not know is looked up.
        put(key, verifier + changed("proof", proof, more ->
                ((ObjectNode) more.get("person")).putArray("roles").add("AUDITOR")));
        signedIn(instance.signIn(email, People.PASSWORD));
        assertThat(instance.cached()).isEqualTo(before + 1);

        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(instance.signIn(email, "another gentle river").status()).isEqualTo(401);
        }
        assertThat(instance.signIn(email, People.PASSWORD).status()).isEqualTo(429);
        signedIn(instance.signIn(email, People.PASSWORD,
                DEVICE + changed("sluice-device", cookie, OlderVersionTests::withMore)));

        String refresh = first.get("refresh_token").asString();
        JsonNode next = signedIn(instance.refresh(refresh));
        String session = seals.refreshToken(refresh).get("session").asString();
        String answer = jdbc().sql("select answer from session where id = cast(? as uuid)").param(session)
                .query(String.class).single();
        jdbc().sql("update session set answer = ? where id = cast(? as uuid)")
                .param(changed("refresh answer", answer, OlderVersionTests::withMore)).param(session)
                .update();
        assertThat(signedIn(instance.refresh(refresh)).get("refresh_token"))
                .isEqualTo(next.get("refresh_token"));
    }

    @Test
    void whatANewerVersionAddsToTokensAndClientsIsPassedOver() throws Exception {
        ObjectNode claims = (ObjectNode) older.at("/access_token/claims").deepCopy();
        withMore(claims);
        ((ArrayNode) claims.get("roles")).add("auditor");
        assertThat(me(signed(claims))).isEqualTo(email());

        jdbc().sql("""
                insert into client
                select 'later-' || id, name, scopes, (jwks::jsonb || '{"later": 1}')::json,
                    (select coalesce(json_agg(s::jsonb || '{"later": {"more": 1}}'), '[]')
                     from json_array_elements(secrets) s),
                    disabled, epoch, version, created_at, changed_at, changed_by from client
                where id in (?, ?)""").param(text("/client/id")).param(text("/signing_client/id")).update();
        assertThat(Recorder.token(instance, TestClients.basic("later-" + text("/client/id"),
                text("/client/secret")), "grant_type=client_credentials").status()).isEqualTo(200);
        assertThat(assertion(Recorder.assertion(instance, "later-" + text("/signing_client/id"),
                ECKey.parse(text("/signing_client/key"))))).isEqualTo(200);
    }

    @Test
    void whatIsWrittenTodayIsReadThere() throws Exception {
        JsonNode today = new Recorder(instance, older.get("rows")).record();
        assertThat(Form.missing(older, today)).as(ADVICE).isEmpty();
        for (String same : List.of("/access_token/header", "/access_token/claims/iss",
                "/access_token/claims/aud", "/access_token/claims/client_id", "/access_token/claims/scope",
                "/access_token/claims/roles", "/client/token/header", "/feed/header", "/feed/claims/iss")) {
            assertThat(today.at(same)).as("%s: %s", same, ADVICE).isEqualTo(older.at(same));
        }
    }

    /** It does not say how long its tokens live; it may be as long as a token may. */
    @Test
    void whatWasEndedIsRememberedAsLongAsTokensFromThereMayLive() {
        String email = People.newAddress();
        assertThat(instance.post("/auth/signup", People.form(email)).status()).isEqualTo(201);
        JsonNode session = signedIn(instance.signIn(email, People.PASSWORD));
        assertThat(instance.post("/auth/signout",
                Map.of("refresh_token", session.get("refresh_token").asString())).status()).isEqualTo(204);
        assertThat(jdbc().sql("""
                select extract(epoch from until) - ? from revocation order by number desc limit 1""")
                .param(Instant.parse(text("/recorded_at")).getEpochSecond()).query(Long.class).single())
                .isGreaterThan(Duration.ofDays(1).toSeconds());
    }

    @Test
    void rowsThatAreWrittenThereFitTheSchemaOfToday() throws Exception {
        String fresh = Stack.shared().postgres().newDatabase("auth_newer");
        OlderRows.migrate(fresh, Integer.MAX_VALUE);
        OlderRows.insert(fresh, older.get("rows"));
    }

    private static String signed(JsonNode claims) throws Exception {
        String kid = text("/access_token/header/kid");
        String sealed = older.at("/rows/signing_key").valueStream()
                .filter(row -> row.get("kid").asString().equals(kid)).findFirst().orElseThrow()
                .get("sealed_private").asString();
        byte[] key = SealsOf01.openKey(text("/key_encryption_key"), sealed, kid);
        SignedJWT jwt = new SignedJWT(JWSHeader.parse(older.at("/access_token/header").toString()),
                JWTClaimsSet.parse(claims.toString()));
        jwt.sign(new ECDSASigner((ECPrivateKey) KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(key))));
        return jwt.serialize();
    }

    private static String changed(String purpose, String sealed, Consumer<ObjectNode> change) {
        Vault vault = instance.context().getBean(Vault.class);
        ObjectNode plain = (ObjectNode) JSON.readTree(vault.open(purpose, sealed).orElseThrow());
        change.accept(plain);
        return vault.seal(purpose, plain.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void withMore(ObjectNode object) {
        object.putObject("later").put("more", 1);
        object.properties().stream().map(Map.Entry::getValue).filter(JsonNode::isObject).toList()
                .forEach(member -> ((ObjectNode) member).put("also_later", true));
    }

    private static int assertion(String assertion) {
        return Recorder.token(instance, null, Recorder.assertionForm(assertion)).status();
    }

    private static JsonNode signedIn(Http.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static String me(String token) {
        return signedIn(instance.get("/auth/me", token)).get("email").asString();
    }

    private static String administrator() {
        return signedIn(instance.signIn("admin@sluice.local", "dev-only-administrator"))
                .get("access_token").asString();
    }

    private static String device(Http.Answer answer) {
        String cookie = answer.header(HttpHeaders.SET_COOKIE);
        return cookie.substring(DEVICE.length(), cookie.indexOf(';'));
    }

    private static Map<String, Object> claims(JsonNode claims) {
        return JSON.convertValue(claims, new TypeReference<>() { });
    }

    private static JdbcClient jdbc() {
        return instance.context().getBean(JdbcClient.class);
    }

    private static void put(String key, String value) {
        instance.ask(commands -> commands.set(bytes(key), bytes(value)));
    }

    private static String email() {
        return text("/person/email");
    }

    private static String text(String path) {
        return older.at(path).asString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII);
    }
}
