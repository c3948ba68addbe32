package dev.sluice.auth.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.auth.client.ClientProperties.Registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClientTests {

    private static final String SECRET = "2f9d0c4b7a8e4f1b9c3d5e6f70819a2b";
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void aSecretOrItsHashProvesTheSame() {
        Client bySecret = client(SECRET, null);
        String hash = bySecret.secrets().getFirst().sha256();
        for (Client client : List.of(bySecret, client(null, hash))) {
            assertThat(client.isProvenBy(SECRET, NOW)).isTrue();
            assertThat(client.isProvenBy(SECRET + "x", NOW)).isFalse();
            assertThat(client.isProvenBy(hash, NOW)).isFalse();
            assertThat(client.epoch()).as("a namesake's end is not its own").isGreaterThan(1L << 50);
        }
    }

    @Test
    void aSecretIsRandomAndProvesUntilItEnds() {
        ClientSecret.Made made = ClientSecret.make(NOW);
        assertThat(made.secret()).hasSize(43).isNotEqualTo(ClientSecret.make(NOW).secret());
        ClientSecret ending = made.kept().endingAt(NOW.plusSeconds(60)).endingAt(NOW.plusSeconds(90));
        Client client = client(SECRET, null).with(List.of(ending, ClientSecret.make(NOW).kept()));
        assertThat(client.isProvenBy(made.secret(), NOW.plus(Duration.ofSeconds(59)))).isTrue();
        assertThat(client.isProvenBy(made.secret(), NOW.plus(Duration.ofSeconds(60)))).isFalse();
    }

    @Test
    void aClientHoldsNoSecret() {
        assertThat(client(SECRET, null).secrets().getFirst().sha256()).doesNotContain(SECRET);
        assertThat(client(SECRET, null)).asString().isEqualTo("Client[demo]");
        assertThat(new Registration(SECRET, null, null, Set.of())).asString().doesNotContain(SECRET);
        ClientSecret.Made made = ClientSecret.make(NOW);
        assertThat(made.toString() + made.kept()).doesNotContain(made.secret(), made.kept().sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sluice", "Sluice", "4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a", "1-2-3-4-5",
        "../x", "a b", "a:b", "ä"})
    void nobodyIsTakenForAPersonOrForTheSignIn(String id) {
        assertThat(Client.mayBeCalled(id)).isFalse();
        assertThatThrownBy(() -> new Registration(SECRET, null, null, Set.of()).client(id))
                .hasMessageContaining("no client id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing", "Billing.2~a_b", "sluice-2", "a-b-c-d", "a-b-c-d-e-f", "a-b-c-d-g",
        "4dc7a0d87d3c4b4e9d4c5f5b1b1c0f8a"})
    void anyOtherNameWillDo(String id) {
        assertThat(Client.mayBeCalled(id)).isTrue();
    }

    @Test
    void aClientThatCannotBeRightStopsTheStart() {
        assertThatThrownBy(() -> client(null, null)).hasMessageContaining("sluice.auth.clients.demo");
        assertThatThrownBy(() -> client("", " ")).hasMessageContaining("neither");
        assertThatThrownBy(() -> client("too-short", null)).hasMessageContaining("32 characters")
                .hasMessageNotContaining("too-short");
        assertThatThrownBy(() -> client(null, "abc")).hasMessageContaining("64 hexadecimal");
        assertThatThrownBy(() -> new Registration(SECRET, null, null, Set.of("two words")).client("demo"))
                .hasMessageContaining("scope");
    }

    @Test
    void onlyPublicKeysThatAreStrongEnoughAreKept() throws Exception {
        JWK p256 = new ECKeyGenerator(Curve.P_256).keyID("a").generate();
        JWK p384 = new ECKeyGenerator(Curve.P_384).keyID("b").generate();
        JWK rsa = new RSAKeyGenerator(2048).keyID("c").generate();
        ClientKeys keys = ClientKeys.of(new JWKSet(List.of(p256, rsa)).toJSONObject(true));
        assertThat(keys.find("a")).isEqualTo(p256.toECKey().toPublicKey());
        assertThat(keys.find("c")).isEqualTo(rsa.toRSAKey().toPublicKey());
        assertThat(keys.find("b")).isNull();
        assertThat(keys.find(null)).as("of several, which").isNull();
        assertThat(ClientKeys.of(new JWKSet(p256).toJSONObject(true)).find(null)).isNotNull();
        assertThat(keys.include(ClientKeys.of(new JWKSet(rsa).toJSONObject(true)))).isTrue();

        refused("public keys only", new JWKSet(p256).toJSONObject(false));
        refused("P-256", new JWKSet(p384).toJSONObject(true));
        refused("kid", new JWKSet(List.of(p256,
                new ECKeyGenerator(Curve.P_256).keyID("a").generate())).toJSONObject(true));
        refused("JSON Web Key Set", Map.of("keys", List.of(Map.of("kty", "EC"))));
        refused("must", Map.of("keys", List.of()));
        refused("JSON Web Key Set", Map.of());
        refused("public keys only", Map.of("keys", List.of(Map.of("kty", "oct", "k",
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"))));
    }

    @Test
    void theConfigurationMayHoldPublicKeysInsteadOfASecret() throws Exception {
        JWK one = new ECKeyGenerator(Curve.P_256).keyID("a").generate();
        JWK other = new RSAKeyGenerator(2048).keyID("b").generate();
        Client single = client("", null, one.toPublicJWK().toJSONString());
        assertThat(single.secrets()).isEmpty();
        assertThat(Objects.requireNonNull(single.keys()).find("a")).isEqualTo(one.toECKey().toPublicKey());
        Client both = client(null, null, new JWKSet(List.of(one, other)).toString(true));
        assertThat(Objects.requireNonNull(both.keys()).find("b")).isEqualTo(other.toRSAKey().toPublicKey());

        assertThatThrownBy(() -> client(SECRET, null, one.toPublicJWK().toJSONString()))
                .hasMessageContaining("sluice.auth.clients.demo").hasMessageContaining("never both");
        for (String wrong : List.of("no JSON", "[]", "{}", "{\"keys\":[]}", "{\"kty\":\"EC\"}",
                "{\"keys\":[],\"keys\":[]}")) {
            assertThatThrownBy(() -> client(null, null, wrong)).as(wrong)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sluice.auth.clients.demo keys must");
        }
        assertThatThrownBy(() -> client(null, null, one.toJSONString()))
                .hasMessageContaining("public keys only").hasNoCause()
                .hasMessageNotContaining(one.toECKey().getD().toString());
        assertThat(new Registration(null, null, one.toJSONString(), Set.of())).asString()
                .doesNotContain(one.toECKey().getD().toString());
    }

    private static void refused(String why, Map<String, Object> jwks) {
        assertThatThrownBy(() -> ClientKeys.of(jwks)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Client client(@Nullable String secret, @Nullable String hash) {
        return client(secret, hash, null);
    }

    private static Client client(@Nullable String secret, @Nullable String hash, @Nullable String keys) {
        return new Registration(secret, hash, keys, Set.of("flags:evaluate")).client("demo");
    }
}
