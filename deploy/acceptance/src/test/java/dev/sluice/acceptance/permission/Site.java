package dev.sluice.acceptance.permission;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

import dev.sluice.common.test.Http;
import dev.sluice.common.test.Route;

/** One service, who calls it, and how each of its routes is used. */
final class Site {

    private final Cast cast;
    private final int port;
    private final Map<String, Recipe> recipes = new HashMap<>();

    Site(Cast cast, int port) {
        this.cast = cast;
        this.port = port;
    }

    /** @param use method, path template and action */
    void on(String use, Recipe recipe) {
        recipes.put(use, recipe);
    }

    /** Reading at an address without variables needs no recipe. */
    Recipe recipe(Route route) {
        String use = route.call() + " " + route.action();
        if (route.method().equals("GET") && !route.path().matches(".*[{*].*")) {
            return recipes.getOrDefault(use, read(route.path()));
        }
        return Objects.requireNonNull(recipes.get(use), () -> "Nobody knows how to " + use);
    }

    Recipe read(String path) {
        return role -> Use.answered(request(role, "GET", path, ""), 200, 302);
    }

    /** @param headers names and values in turn */
    HttpRequest.Builder request(String role, String method, String path, String json, String... headers) {
        return by(cast.token(role), method, path, json, headers);
    }

    HttpRequest.Builder by(String token, String method, String path, String json, String... headers) {
        HttpRequest.Builder request = Http.request(port, path, token, headers);
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return request.method(method, BodyPublishers.ofString(json));
    }

    HttpRequest.Builder form(String role, String path, String form) {
        return Http.request(port, path, cast.token(role))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    /** What an administrator is answered, to whom nothing is refused. */
    JsonNode administer(String method, String path, String json, String... headers) {
        Http.Answer answer = Http.send(request(Cast.ADMIN, method, path, json, headers));
        if (answer.status() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer);
        }
        return answer.body().isEmpty() ? NullNode.getInstance() : answer.json();
    }

    /** What an administrator sees there, or that there is nothing. */
    String seen(String path) {
        return Http.send(request(Cast.ADMIN, "GET", path, "")).toString();
    }
}
