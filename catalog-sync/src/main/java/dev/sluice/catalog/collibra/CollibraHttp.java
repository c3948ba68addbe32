package dev.sluice.catalog.collibra;

import java.time.Clock;
import java.util.function.Function;

import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.JsonNode;

import dev.sluice.catalog.remote.Limits;
import dev.sluice.catalog.remote.Refused;
import dev.sluice.catalog.remote.RetryAfter;
import dev.sluice.catalog.remote.Unavailable;

/** Calls Collibra with its account and time limits, and tells what can be tried again from what cannot. */
@Component
class CollibraHttp {

    private final RestClient client;
    private final Clock clock;

    CollibraHttp(CollibraProperties properties, RestClient.Builder builder, Clock clock) {
        this.clock = clock;
        Limits limits = new Limits(properties.connectTimeout(), properties.readTimeout());
        this.client = builder.requestFactory(limits.connections()).baseUrl(properties.url() + "/rest/2.0")
                .defaultHeaders(headers -> headers.setBasicAuth(properties.user(), properties.password()))
                .build();
    }

    /**
     * The answer's body.
     *
     * @throws Unavailable when it may work later
     * @throws Refused when it will not
     */
    JsonNode call(Function<RestClient, RestClient.RequestHeadersSpec<?>> request) {
        try {
            JsonNode body = request.apply(client).retrieve().body(JsonNode.class);
            if (body == null) {
                throw new Unavailable("Collibra's answer is empty", null);
            }
            return body;
        }
        catch (RestClientResponseException refused) {
            throw translated(refused);
        }
        catch (RestClientException unreachable) {
            Throwable cause = unreachable.getMostSpecificCause();
            throw new Unavailable("Collibra cannot be reached: " + cause.getClass().getSimpleName(), null);
        }
    }

    private RuntimeException translated(RestClientResponseException refused) {
        HttpStatusCode status = refused.getStatusCode();
        String message = "Collibra answered " + status.value();
        // Wrong credentials and missing permissions are put right by people, without a new event.
        boolean later = status.is5xxServerError() || switch (status.value()) {
            case 401, 403, 408, 425, 429 -> true;
            default -> false;
        };
        if (!later) {
            return status.value() == 404 ? new NotThere() : new Refused(message);
        }
        var headers = refused.getResponseHeaders();
        return new Unavailable(message,
                RetryAfter.read(headers == null ? null : headers.getFirst("Retry-After"), clock));
    }

    /** What was asked for does not exist. */
    static final class NotThere extends Refused {

        private static final long serialVersionUID = 1L;

        NotThere() {
            super("Collibra answered 404");
        }
    }
}
