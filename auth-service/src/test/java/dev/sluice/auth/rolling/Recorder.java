package dev.sluice.auth.rolling;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.auth.Instance;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Has an instance write every form that another one may have to read, and collects them: what it put in the
 * database and in Redis, and what it gave to people and services, sealed and opened.
 */
final class Recorder {

    /** In the order in which they may be inserted. */
    static final List<String> TABLES = List.of("account", "account_role", "signing_key", "secret", "session",
            "revocation_head", "revocation", "client_head", "client", "client_assertion", "audit_event",
            "audit_checkpoint");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Instance instance;
    private final String keyEncryptionKey;
    private final String administrator;
    private final JdbcClient jdbc;
    private final Set<JsonNode> before = new HashSet<>();
    private final ObjectNode forms = JSON.createObjectNode();

    /** @param before rows that are in the database already */
    Recorder(Instance instance, JsonNode before) {
        this.instance = instance;
        this.jdbc = instance.context().getBean(JdbcClient.class);
        before.forEach(rows -> rows.forEach(this.before::add));
        this.keyEncryptionKey = setting("sluice.auth.key-encryption-key");
        this.administrator = instance.signIn(setting("sluice.auth.administrator.email"),
                setting("sluice.auth.administrator.password")).json().get("access_token").asString();
    }

    /** Returns what was written. */
    ObjectNode record() throws GeneralSecurityException, JOSEException {
        forms.put("recorded_at", now(instance).toString());
        forms.put("key_encryption_key", keyEncryptionKey);
        String email = People.newAddress();
        forms.putObject("person").put("email", email).put("password", People.PASSWORD);
        expect(201, instance.post("/auth/signup", People.form(email)));
        sessions(email);
        guesses();
        service();
        signingService();
        expect(202, instance.post("/admin/keys", administrator, Map.of()));
        feed();
        rows();
        opened(email);
        return forms;
    }

    private void sessions(String email) {
        Http.Answer begun = signIn(email);
        String cookie = begun.header(HttpHeaders.SET_COOKIE);
        forms.put("device_cookie", cookie.substring(0, cookie.indexOf(';')));
        String first = begun.json().get("refresh_token").asString();
        JsonNode next = expect(200, instance.refresh(first)).json();
        forms.put("spent_refresh_token", first);
        forms.set("refreshed", next);
        forms.set("access_token", jwt(next.get("access_token").asString()));

        JsonNode over = signIn(email).json();
        expect(204, instance.post("/auth/signout",
                Map.of("refresh_token", over.get("refresh_token").asString())));
        forms.put("ended_access_token", over.get("access_token").asString());
        forms.put("ended_refresh_token", over.get("refresh_token").asString());
    }

    /** Somebody's attempts that were wrong. */
    private void guesses() {
        String email = People.newAddress();
        expect(401, instance.signIn(email, People.PASSWORD));
        forms.put("guessed", email);
    }

    private void service() {
        Map<String, Object> form = TestClients.form(TestClients.newId(), "flags:evaluate");
        JsonNode made = expect(201, instance.post("/admin/clients", administrator, form)).json();
        String secret = made.get("secret").get("secret").asString();
        String basic = TestClients.basic(form.get("id").toString(), secret);
        ObjectNode client = forms.putObject("client");
        client.put("id", form.get("id").toString()).put("secret", secret);
        client.set("token", jwt(expect(200, token(instance, basic, "grant_type=client_credentials")).json()
                .get("access_token").asString()));
    }

    private void signingService() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        Map<String, Object> form = TestClients.form(TestClients.newId(), "flags:evaluate");
        form.put("jwks", Map.of("keys", List.of(key.toPublicJWK().toJSONObject())));
        expect(201, instance.post("/admin/clients", administrator, form));
        ObjectNode client = forms.putObject("signing_client");
        client.put("id", form.get("id").toString()).put("key", key.toJSONString());
        String assertion = assertion(instance, form.get("id").toString(), key);
        client.put("spent_assertion", assertion);
        expect(200, token(instance, null, assertionForm(assertion)));
    }

    /** What a client signs to prove who it is. */
    static String assertion(Instance instance, String id, ECKey key) throws JOSEException {
        Instant now = now(instance);
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().jwtID(UUID.randomUUID().toString()).issuer(id).subject(id)
                        .audience(instance.context().getEnvironment()
                                .getRequiredProperty("sluice.identity.issuer"))
                        .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(60))).build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    static String assertionForm(String assertion) {
        return "grant_type=client_credentials&client_assertion=" + assertion
                + "&client_assertion_type=" + "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    }

    /** The answer of OAuth's token endpoint. */
    static Http.Answer token(Instance instance, @Nullable String basic, String form) {
        HttpRequest.Builder request = Http.request(instance.port(), "/oauth2/token")
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return Http.send(basic == null ? request : request.header(HttpHeaders.AUTHORIZATION, basic));
    }

    private void feed() {
        forms.set("feed", jwt(Http.send(Http.request(instance.port(), "/revocations?nonce=n")).body()));
    }

    /** Those that were not there before; all of a table to which none was added. */
    private void rows() {
        expect(200, instance.get("/admin/audit/export", administrator));
        ObjectNode rows = forms.putObject("rows");
        for (String table : TABLES) {
            ArrayNode all = rows.putArray(table);
            jdbc.sql("select to_jsonb(t) from " + table + " t order by to_jsonb(t)").query(String.class)
                    .list().forEach(row -> all.add(JSON.readTree(row)));
            ArrayNode fresh = JSON.createArrayNode();
            all.forEach(row -> {
                if (!before.contains(row)) {
                    fresh.add(row);
                }
            });
            if (!fresh.isEmpty()) {
                rows.set(table, fresh);
            }
        }
    }

    /** What only another instance can open, as version 0.1 does. */
    private void opened(String email) throws GeneralSecurityException {
        ArrayNode secrets = JSON.createArrayNode();
        jdbc.sql("select to_jsonb(t) from secret t").query(String.class).list()
                .forEach(row -> secrets.add(JSON.readTree(row)));
        SealsOf01 seals = new SealsOf01(keyEncryptionKey, secrets);

        ObjectNode redis = forms.putObject("redis");
        redis.put("proof", redis(seals.proofKey(email)));
        redis.put("guesses", redis(seals.guessesKey(forms.get("guessed").asString())));
        ObjectNode opened = forms.putObject("opened");
        String proof = redis.get("proof").asString();
        String verifier = seals.verifier(email, People.PASSWORD);
        assertThat(proof).as("the proof begins with the verifier").startsWith(verifier);
        opened.set("proof", seals.openJson("proof", proof.substring(verifier.length())));
        opened.put("guesses", Long.parseLong(redis.get("guesses").asString()));
        opened.set("device", seals.openJson("sluice-device",
                forms.get("device_cookie").asString().substring("sluice-device=".length())));
        JsonNode token = seals.refreshToken(forms.get("refreshed").get("refresh_token").asString());
        opened.set("refresh_token", token);
        opened.set("refresh_answer", seals.openJson("refresh answer",
                jdbc.sql("select answer from session where id = cast(? as uuid)")
                        .param(token.get("session").asString()).query(String.class).single()));
        for (JsonNode row : forms.get("rows").get("signing_key")) {
            byte[] key = SealsOf01.openKey(keyEncryptionKey, row.get("sealed_private").asString(),
                    row.get("kid").asString());
            opened.put("signing_key", KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(key)).getFormat());
            opened.set("public_jwk", JSON.readTree(row.get("public_jwk").asString()));
        }
    }

    private String redis(String key) {
        return new String(instance.ask(commands -> commands.get(key.getBytes(StandardCharsets.US_ASCII))),
                StandardCharsets.US_ASCII);
    }

    /** As it is, and readable. */
    static ObjectNode jwt(String text) {
        String[] parts = text.split("\\.", -1);
        ObjectNode jwt = JSON.createObjectNode().put("text", text);
        jwt.set("header", JSON.readTree(Base64.getUrlDecoder().decode(parts[0])));
        jwt.set("claims", JSON.readTree(Base64.getUrlDecoder().decode(parts[1])));
        return jwt;
    }

    private Http.Answer signIn(String email) {
        return expect(200, instance.signIn(email, People.PASSWORD));
    }

    private static Http.Answer expect(int status, Http.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer;
    }

    private static Instant now(Instance instance) {
        return instance.context().getBean(Clock.class).instant();
    }

    private String setting(String name) {
        return instance.context().getEnvironment().getRequiredProperty(name);
    }
}
