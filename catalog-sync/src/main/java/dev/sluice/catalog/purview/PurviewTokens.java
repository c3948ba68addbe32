package dev.sluice.catalog.purview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.JsonNode;

import dev.sluice.catalog.remote.Limits;
import dev.sluice.catalog.remote.Unavailable;

/** The token that Purview wants, by client credentials; asked for again a minute before it ends. */
@Component
class PurviewTokens {

    private static final Duration LEAD = Duration.ofMinutes(1);

    private final PurviewProperties properties;
    private final RestClient client;
    private final Clock clock;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    PurviewTokens(PurviewProperties properties, RestClient.Builder builder, Clock clock) {
        this.properties = properties;
        this.client = builder.requestFactory(
                new Limits(properties.connectTimeout(), properties.readTimeout()).connections()).build();
        this.clock = clock;
    }

    synchronized String bearer() {
        String held = token;
        if (held != null && clock.instant().isBefore(renewAt)) {
            return held;
        }
        JsonNode granted = ask();
        String fresh = granted.path("access_token").asString("");
        if (fresh.isBlank()) {
            throw new Unavailable("The identity provider's answer holds no token", null);
        }
        token = fresh;
        renewAt = clock.instant().plusSeconds(granted.path("expires_in").asLong(0)).minus(LEAD);
        return fresh;
    }

    /** Purview did not take the token; the next one is a new one. */
    synchronized void forget(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private JsonNode ask() {
        LinkedMultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "client_credentials");
        form.add("client_id", properties.clientId());
        form.add("client_secret", properties.clientSecret());
        form.add("scope", properties.scope());
        try {
            JsonNode granted = client.post().uri(properties.tokenUrl())
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED).body(form)
                    .retrieve().body(JsonNode.class);
            if (granted == null) {
                throw new Unavailable("The identity provider's answer is empty", null);
            }
            return granted;
        }
        catch (RestClientResponseException refused) {
            throw new Unavailable("The identity provider answered "
                    + refused.getStatusCode().value(), null);
        }
        catch (RestClientException unreachable) {
            throw new Unavailable("The identity provider cannot be reached", null);
        }
    }
}
