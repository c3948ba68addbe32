package dev.sluice.auth.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.sluice.auth.client.Client;
import dev.sluice.auth.client.ClientSecret;
import dev.sluice.auth.client.StoredClient;

/** A client as administrators see it: nobody sees a secret a second time. */
@Schema(name = "Client")
record ClientView(String id, String name,
        @Schema(allowableValues = {"client_secret", "private_key_jwt"}) String authentication,
        List<String> scopes,
        @Schema(description = "Public keys, of a client that signs") @Nullable Map<String, Object> jwks,
        List<Secret> secrets, boolean disabled,
        @Schema(allowableValues = {"database", "configuration"}, description =
                "Only those of the database can be changed here") String source,
        @Nullable Instant createdAt, @Nullable Instant changedAt, @Nullable String changedBy) {

    /** That there is a secret, and from when on no longer. */
    @Schema(name = "ClientSecret")
    record Secret(UUID id, Instant createdAt, @Nullable Instant endsAt) {

        static Secret of(ClientSecret secret) {
            return new Secret(secret.id(), secret.createdAt(), secret.endsAt());
        }
    }

    static ClientView of(StoredClient stored) {
        Client client = stored.client();
        return of(client, client.secrets().stream().map(Secret::of).toList(), "database",
                stored.createdAt(), stored.changedAt(), stored.changedBy());
    }

    static ClientView of(Client configured) {
        return of(configured, List.of(), "configuration", null, null, null);
    }

    private static ClientView of(Client client, List<Secret> secrets, String source,
            @Nullable Instant createdAt, @Nullable Instant changedAt, @Nullable String changedBy) {
        var keys = client.keys();
        return new ClientView(client.id(), client.name(), keys == null ? "client_secret" : "private_key_jwt",
                client.scopes().stream().sorted().toList(), keys == null ? null : keys.jwks(), secrets,
                client.disabled(), source, createdAt, changedAt, changedBy);
    }
}
