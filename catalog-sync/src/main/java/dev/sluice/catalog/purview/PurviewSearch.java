package dev.sluice.catalog.purview;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.catalog.remote.Limits;
import dev.sluice.catalog.remote.Refused;
import dev.sluice.catalog.remote.RetryAfter;
import dev.sluice.catalog.remote.Unavailable;

/** The search of Purview's data map, page by page. */
@Component
public class PurviewSearch {

    private final PurviewProperties properties;
    private final PurviewTokens tokens;
    private final RestClient client;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    PurviewSearch(PurviewProperties properties, PurviewTokens tokens, RestClient.Builder builder,
            Clock clock) {
        this.properties = properties;
        this.tokens = tokens;
        Limits limits = new Limits(properties.connectTimeout(), properties.readTimeout());
        this.client = builder.baseUrl(properties.url()).requestFactory(limits.connections()).build();
        this.clock = clock;
    }

    /**
     * The page that the token asks for, or the first.
     *
     * @throws Unavailable when it may work later
     * @throws Refused when it will not
     */
    public SourcePage page(@Nullable String token) {
        String query = query(token);
        String bearer = tokens.bearer();
        try {
            return read(ask(query, bearer));
        }
        catch (RestClientResponseException refused) {
            if (!refused.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
                throw translated(refused);
            }
        }
        // A token can be withdrawn before its time is over; a second refusal is about something else.
        tokens.forget(bearer);
        try {
            return read(ask(query, tokens.bearer()));
        }
        catch (RestClientResponseException refused) {
            throw translated(refused);
        }
    }

    /** The same for every page: a token belongs to exactly one query. */
    private String query(@Nullable String token) {
        List<Map<String, String>> types = properties.entityTypes().stream()
                .map(type -> Map.of("entityType", type)).toList();
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("keywords", null);
        query.put("limit", properties.page());
        query.put("filter", Map.of("or", types));
        query.put("orderby", List.of(Map.of("name", "ASC")));
        if (token != null) {
            query.put("continuationToken", token);
        }
        return json.writeValueAsString(query);
    }

    private JsonNode ask(String query, String bearer) {
        try {
            JsonNode answer = client.post()
                    .uri("/datamap/api/search/query?api-version={version}", properties.apiVersion())
                    .headers(headers -> headers.setBearerAuth(bearer))
                    .contentType(MediaType.APPLICATION_JSON).body(query).retrieve().body(JsonNode.class);
            if (answer == null) {
                throw new Unavailable("Purview's answer is empty", null);
            }
            return answer;
        }
        catch (RestClientResponseException refused) {
            throw refused;
        }
        catch (RestClientException unreachable) {
            throw new Unavailable("Purview cannot be reached: "
                    + unreachable.getMostSpecificCause().getClass().getSimpleName(), null);
        }
    }

    private RuntimeException translated(RestClientResponseException refused) {
        int status = refused.getStatusCode().value();
        if (status == 400 || status == 404) {
            return new Refused("Purview answered " + status);
        }
        var headers = refused.getResponseHeaders();
        return new Unavailable("Purview answered " + status,
                RetryAfter.read(headers == null ? null : headers.getFirst("Retry-After"), clock));
    }

    private static SourcePage read(JsonNode answer) {
        List<SourceAsset> assets = new ArrayList<>();
        for (JsonNode value : answer.path("value")) {
            List<String> classifications = new ArrayList<>();
            value.path("classification").forEach(one -> classifications.add(one.asString("")));
            assets.add(new SourceAsset(value.path("id").asString(), value.path("qualifiedName").asString(""),
                    value.path("name").asString(""), value.path("description").asString(""),
                    value.path("entityType").asString(""), classifications));
        }
        JsonNode next = answer.path("continuationToken");
        return new SourcePage(assets, answer.path("@search.count").asLong(-1),
                answer.path("@search.count.approximate").asBoolean(false),
                next.isString() ? next.stringValue() : null);
    }
}
