package dev.sluice.local.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import dev.sluice.local.standin.collibra.CollibraStandIn;
import dev.sluice.local.standin.http.Json;

/** Speaks plain HTTP with a stand-in, as any client would. */
record Client(URI base, String authorization) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Client collibra(URI base) {
        String account = CollibraStandIn.USER + ":" + CollibraStandIn.PASSWORD;
        return new Client(base, "Basic "
                + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** The file and the fields as {@code multipart/form-data}. */
    Answer upload(String path, String file, Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--edge\r\nContent-Disposition: form-data; name=\"")
                .append(name).append("\"\r\n\r\n").append(value).append("\r\n"));
        body.append("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n")
                .append("Content-Type: application/json\r\n\r\n").append(file).append("\r\n--edge--\r\n");
        return post(path, "multipart/form-data; boundary=edge", body.toString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", authorization);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            String body = response.body();
            return new Answer(response.statusCode(),
                    body.startsWith("{") || body.startsWith("[") ? Json.MAPPER.readTree(body)
                            : Json.MAPPER.nullNode(),
                    response.headers().firstValue("Retry-After").orElse(""));
        }
        catch (IOException failed) {
            throw new AssertionError(failed);
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    record Answer(int status, JsonNode body, String retryAfter) {
    }
}
