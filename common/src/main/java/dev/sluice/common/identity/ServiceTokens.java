package dev.sluice.common.identity;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * This service's own tokens for calls to other services, by the client-credentials grant. A token is renewed
 * before it expires, by one caller while the others go on with the old one; a call refused with 401 is
 * repeated once with a new token. Add it to a {@link RestClient} as an interceptor.
 */
public final class ServiceTokens implements ClientHttpRequestInterceptor {

    private static final Logger log = LoggerFactory.getLogger(ServiceTokens.class);
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RestClient endpoint;
    private final ServiceClientProperties client;
    private final Clock clock;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Held held;

    ServiceTokens(RestClient endpoint, ServiceClientProperties client, Clock clock) {
        this.endpoint = endpoint;
        this.client = client;
        this.clock = clock;
    }

    /**
     * A token that is valid now, to be sent as {@code Authorization: Bearer}.
     *
     * @throws NoServiceToken when there is none to be had
     */
    public String bearer() {
        Held now = held;
        if (now != null && clock.instant().isBefore(now.renewAt)) {
            return now.value;
        }
        if (now != null && clock.instant().isBefore(now.expiresAt) && !renewal.tryLock()) {
            return now.value;
        }
        if (!renewal.isHeldByCurrentThread()) {
            renewal.lock();
        }
        try {
            return renewed().value;
        }
        finally {
            renewal.unlock();
        }
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body,
            ClientHttpRequestExecution execution) throws IOException {
        String token = bearer();
        request.getHeaders().setBearerAuth(token);
        ClientHttpResponse response = execution.execute(request, body);
        if (!response.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
            return response;
        }
        response.close();
        forget(token);
        request.getHeaders().setBearerAuth(bearer());
        return execution.execute(request, body);
    }

    private void forget(String refused) {
        renewal.lock();
        try {
            Held now = held;
            if (now != null && now.value.equals(refused)) {
                held = null;
            }
        }
        finally {
            renewal.unlock();
        }
    }

    /** Holding the lock: what another caller has renewed meanwhile is as good. */
    private Held renewed() {
        Held now = held;
        if (now != null && clock.instant().isBefore(now.renewAt)) {
            return now;
        }
        try {
            now = fetch();
        }
        catch (NoServiceToken down) {
            if (now == null || !clock.instant().isBefore(now.expiresAt)) {
                throw down;
            }
            log.warn("{}; using the old one until {}", down.getMessage(), now.expiresAt);
            now = new Held(now.value, clock.instant().plus(PAUSE), now.expiresAt);
        }
        held = now;
        return now;
    }

    private Held fetch() {
        Instant asked = clock.instant();
        Granted granted = ask();
        if (granted == null || granted.token == null || granted.token.isBlank()) {
            throw new NoServiceToken("the answer holds none");
        }
        Duration lifetime = Duration.ofSeconds(Math.max(0, granted.expiresIn));
        Duration fifth = lifetime.dividedBy(5);
        Duration lead = fifth.compareTo(LONGEST_LEAD) < 0 ? fifth : LONGEST_LEAD;
        return new Held(granted.token, asked.plus(lifetime).minus(lead), asked.plus(lifetime));
    }

    private @Nullable Granted ask() {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "client_credentials");
        if (!client.scope().isBlank()) {
            form.add("scope", client.scope());
        }
        try {
            return endpoint.post()
                    .headers(headers -> headers.setBasicAuth(encoded(client.id()), encoded(client.secret())))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED).accept(MediaType.APPLICATION_JSON)
                    .body(form).retrieve().body(Granted.class);
        }
        catch (RestClientResponseException refused) {
            throw new NoServiceToken("refused with status " + refused.getStatusCode().value());
        }
        catch (RestClientException down) {
            throw new NoServiceToken(down.getClass().getSimpleName());
        }
    }

    /** RFC 6749, section 2.3.1: id and secret are form-encoded before they become basic credentials. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Held(String value, Instant renewAt, Instant expiresAt) {
    }

    private record Granted(@JsonProperty("access_token") @Nullable String token,
            @JsonProperty("expires_in") long expiresIn) {
    }
}
