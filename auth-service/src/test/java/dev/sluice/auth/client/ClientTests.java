package dev.sluice.auth.client;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.auth.client.ClientProperties.Registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClientTests {

    private static final String SECRET = "2f9d0c4b7a8e4f1b9c3d5e6f70819a2b";

    @Test
    void aSecretOrItsHashProvesTheSame() {
        Client bySecret = client(SECRET, null);
        Client byHash = client(null, bySecret.secretHash());
        for (Client client : List.of(bySecret, byHash)) {
            assertThat(client.proves(SECRET)).isTrue();
            assertThat(client.proves(SECRET + "x")).isFalse();
            assertThat(client.proves(client.secretHash())).isFalse();
        }
    }

    @Test
    void theSecretOfAnotherClientProvesNothing() {
        String another = SECRET.replace('2', '3');
        Clients clients = new Clients(new ClientProperties(Map.of(
                "demo", new Registration(SECRET, null, Set.of()),
                "other", new Registration(another, null, Set.of()))));
        assertThat(clients.authenticate(new ClientCredentials("demo", SECRET))).isPresent();
        assertThat(clients.authenticate(new ClientCredentials("demo", another))).isEmpty();
    }

    @Test
    void aClientHoldsNoSecret() {
        assertThat(client(SECRET, null).secretHash()).doesNotContain(SECRET);
        assertThat(client(SECRET, null)).asString().isEqualTo("Client[demo]");
        assertThat(new Registration(SECRET, null, Set.of())).asString().doesNotContain(SECRET);
        assertThat(new ClientCredentials("demo", SECRET)).asString().doesNotContain(SECRET);
    }

    @Test
    void aClientThatCannotBeRightStopsTheStart() {
        assertThatThrownBy(() -> client(null, null)).hasMessageContaining("sluice.auth.clients.demo");
        assertThatThrownBy(() -> client("", " ")).hasMessageContaining("neither");
        assertThatThrownBy(() -> client("too-short", null)).hasMessageContaining("32 characters")
                .hasMessageNotContaining("too-short");
        assertThatThrownBy(() -> client(null, "abc")).hasMessageContaining("64 hexadecimal");
        assertThatThrownBy(() -> Client.of("demo", new Registration(SECRET, null, Set.of("two words"))))
                .hasMessageContaining("scope");
    }

    private static Client client(@Nullable String secret, @Nullable String hash) {
        return Client.of("demo", new Registration(secret, hash, Set.of("flags:evaluate")));
    }
}
