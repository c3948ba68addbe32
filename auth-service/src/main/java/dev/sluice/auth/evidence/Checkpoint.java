package dev.sluice.auth.evidence;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.audit.Head;

/**
 * That the chain ended with that row at that time, as a JWT of type {@value #TYPE} says it.
 *
 * @param kid of the key that signed it
 */
record Checkpoint(Head head, Instant at, String kid) {

    static final String TYPE = "audit-checkpoint+jwt";

    static Map<String, Object> claims(Head head) {
        return Map.of("sequence", head.sequence(), "hash", head.hash());
    }

    /** What it says, whoever signed it; nothing if it is no such JWT. */
    static Optional<Checkpoint> unverified(String signed) {
        String[] parts = signed.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = json(parts[0]);
            JsonNode claims = json(parts[1]);
            if (!TYPE.equals(header.path("typ").asString(""))) {
                return Optional.empty();
            }
            return Optional.of(new Checkpoint(Head.parse(claims.path("sequence").asLong() + ":"
                    + claims.path("hash").asString("")), Instant.ofEpochSecond(claims.path("iat").asLong()),
                    header.path("kid").asString("")));
        }
        catch (JacksonException | IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String part) {
        return JsonMapper.shared().readTree(
                new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
