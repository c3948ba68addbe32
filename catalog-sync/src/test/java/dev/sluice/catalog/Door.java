package dev.sluice.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.TestIssuer;

/** Calls the running service as a stranger would: over HTTP, with a token or without. */
@TestComponent
public class Door {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Environment environment;

    Door(Environment environment) {
        this.environment = environment;
    }

    /** An answer with whatever it says. */
    public record Answer(int status, String location, String text) {

        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** The last part of a problem's type. */
        public String problem() {
            return json().path("type").asString("").replace("urn:sluice:problem:", "");
        }
    }

    public int port() {
        return Integer.parseInt(environment.getRequiredProperty("local.server.port"));
    }

    public Answer get(Role role, String path) {
        return send(port(), "GET", path, TestIssuer.shared().token(role));
    }

    public Answer post(Role role, String path) {
        return send(port(), "POST", path, TestIssuer.shared().token(role));
    }

    /** With any token; empty for none. */
    public Answer send(String method, String path, String token) {
        return send(port(), method, path, token);
    }

    public static Answer send(int port, String method, String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Location").orElse(""),
                    response.body());
        }
        catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
