package dev.sluice.common.identity;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

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
 * before it expires, by one caller while the others go on with the old one. Who has none waits for the fetch
 * that is under way, and for another one only if the caller who asked was interrupted; after a failure nobody
 * asks for a while. A call refused with 401 is repeated once with a new token. Add it to a {@link RestClient}
 * as an interceptor.
 */
public final class ServiceTokens implements ClientHttpRequestInterceptor {

    private static final Logger log = LoggerFactory.getLogger(ServiceTokens.class);
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RestClient endpoint;
    private final ServiceClientProperties client;
    private final Clock clock;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final AtomicReference<@Nullable FutureTask<@Nullable Held>> underWay = new AtomicReference<>();
    private volatile @Nullable Failure failure;

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
        while (true) {
            Held now = held.get();
            if (now != null && clock.instant().isBefore(now.renewAt)) {
                return now.value;
            }
            var own = new FutureTask<@Nullable Held>(this::renewed);
            FutureTask<@Nullable Held> others = underWay.compareAndExchange(null, own);
            if (others == null) {
                own.run();
                underWay.compareAndSet(own, null);
                Held fetched = outcome(own);
                if (fetched == null) {
                    throw new NoServiceToken("interrupted");
                }
                return fetched.value;
            }
            Held old = old();
            Held shared = old != null ? old : outcome(others);
            if (shared != null) {
                return shared.value;
            }
            underWay.compareAndSet(others, null);
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
        Held now = held.get();
        if (now != null && now.value.equals(refused)) {
            held.compareAndSet(now, null);
        }
    }

    private static @Nullable Held outcome(FutureTask<@Nullable Held> fetch) {
        try {
            return fetch.get();
        }
        catch (ExecutionException failed) {
            throw new NoServiceToken(fetch.exceptionNow());
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NoServiceToken(interrupted);
        }
    }

    /**
     * By one caller at a time, who may have missed what another has come to just before.
     *
     * @return null if the caller was interrupted while asking and there is no old token: that says nothing
     *         to those who wait
     */
    private @Nullable Held renewed() {
        Held now = held.get();
        if (now != null && clock.instant().isBefore(now.renewAt)) {
            return now;
        }
        Failure last = failure;
        if (last == null || !last.isRecent(clock.instant())) {
            try {
                Held fetched = fetch();
                held.set(fetched);
                return fetched;
            }
            catch (NoServiceToken none) {
                if (Thread.currentThread().isInterrupted()) {
                    return old();
                }
                last = failed(none);
            }
        }
        Held old = old();
        if (old == null) {
            throw last.why;
        }
        return old;
    }

    private @Nullable Held old() {
        Held now = held.get();
        return now != null && clock.instant().isBefore(now.expiresAt) ? now : null;
    }

    private Failure failed(NoServiceToken why) {
        Held old = old();
        if (old != null) {
            log.warn("{}; using the old one until {}", why.getMessage(), old.expiresAt);
        }
        Failure now = new Failure(why, clock.instant());
        failure = now;
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

    private record Failure(NoServiceToken why, Instant at) {

        /** Not when the clock was set back meanwhile, since that might be far. */
        boolean isRecent(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(PAUSE));
        }
    }

    private record Granted(@JsonProperty("access_token") @Nullable String token,
            @JsonProperty("expires_in") long expiresIn) {
    }
}
