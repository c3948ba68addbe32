package dev.sluice.local.standin.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One answer.
 *
 * @param headers besides the content type
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

    /** Any value that Jackson can write. */
    public static Reply json(int status, Object value) {
        return new Reply(status, "application/json", Json.MAPPER.writeValueAsBytes(value), Map.of());
    }

    public static Reply html(String page) {
        return new Reply(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply empty(int status) {
        return new Reply(status, "text/plain", new byte[0], Map.of());
    }

    public Reply with(String header, String value) {
        return new Reply(status, contentType, body, Map.of(header, value));
    }
}
