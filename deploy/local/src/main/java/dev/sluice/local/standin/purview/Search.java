package dev.sluice.local.standin.purview;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.local.standin.http.Call;
import dev.sluice.local.standin.http.Json;
import dev.sluice.local.standin.http.Refusal;
import dev.sluice.local.standin.http.Reply;

/**
 * {@code POST /datamap/api/search/query}: 50 results unless said, 1000 at most, the rest by a token that
 * belongs to exactly this query. As in the real one a page is cut from the assets of its moment, so what is
 * added or removed between two pages shifts the next.
 */
final class Search {

    private static final int USUAL = 50;
    private static final int MOST = 1000;

    private final Assets assets;
    private volatile int overlap;
    private volatile boolean approximate;

    Search(Assets assets) {
        this.assets = assets;
    }

    void overlap(int rows) {
        overlap = rows;
    }

    void approximate(boolean guessed) {
        approximate = guessed;
    }

    Reply query(Call call) {
        if (call.parameter("api-version").isEmpty()) {
            throw refused("MissingApiVersionParameter", "The api-version query parameter is required.");
        }
        JsonNode body = call.json().orElseThrow(() -> refused("InvalidRequest", "The body is not JSON."));
        int limit = body.path("limit").asInt(USUAL);
        if (limit < 1 || limit > MOST) {
            throw refused("InvalidLimit", "limit is from 1 to 1000.");
        }
        JsonNode token = body.path("continuationToken");
        int offset = token.isString() ? offset(token.asString(), body) : 0;
        List<Found> matching = matching(assets.all(), body);
        int from = Math.min(matching.size(), offset == 0 ? 0 : Math.max(0, offset - overlap));
        int to = Math.min(matching.size(), from + limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("@search.count", matching.size());
        answer.put("@search.count.approximate", approximate);
        if (to < matching.size()) {
            answer.put("continuationToken", token(to, body));
        }
        answer.put("value", matching.subList(from, to));
        return Reply.json(200, answer);
    }

    private static List<Found> matching(Collection<Found> all, JsonNode body) {
        try {
            String keywords = body.path("keywords").asString("");
            return all.stream().filter(asset -> SearchFilter.mentions(keywords, asset))
                    .filter(asset -> SearchFilter.matches(body.path("filter"), asset))
                    .sorted(Comparator.comparing(Found::name).thenComparing(Found::id)).toList();
        }
        catch (IllegalArgumentException unsupported) {
            throw refused("InvalidFilter", String.valueOf(unsupported.getMessage()));
        }
    }

    private static String token(int offset, JsonNode body) {
        String content = Json.MAPPER.writeValueAsString(Map.of("offset", offset, "requestHash", hash(body)));
        return Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token, JsonNode body) {
        try {
            JsonNode content = Json.MAPPER.readTree(Base64.getDecoder().decode(token));
            if (content.path("requestHash").asString("").equals(hash(body))) {
                return content.path("offset").asInt();
            }
        }
        catch (IllegalArgumentException | JacksonException unreadable) {
            // The same answer as to a token of another query.
        }
        throw refused("InvalidContinuationToken", "The continuationToken does not belong to this query.");
    }

    private static String hash(JsonNode body) {
        ObjectNode query = (ObjectNode) body.deepCopy();
        query.remove("continuationToken");
        return UUID.nameUUIDFromBytes(query.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Refusal refused(String code, String message) {
        return new Refusal(Reply.json(400, Map.of("error", Map.of("code", code, "message", message))));
    }
}
