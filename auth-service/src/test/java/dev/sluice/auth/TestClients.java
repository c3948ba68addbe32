package dev.sluice.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Services that are registered and call OAuth's endpoints, over HTTP. */
public record TestClients(RestTestClient http, String administrator) {

    /** A client that was just registered. */
    public record Registered(String id, String secret) {

        public String basic() {
            return TestClients.basic(id, secret);
        }
    }

    public static String newId() {
        return "client-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A new client with a secret. */
    public Registered register(String... scopes) {
        String id = newId();
        JsonNode made = People.answer(post("/admin/clients", form(id, scopes)).expectStatus().isCreated());
        return new Registered(id, made.get("secret").get("secret").asString());
    }

    /** A new client with keys; returns its id. */
    public String register(Map<String, Object> jwks, String... scopes) {
        Map<String, Object> form = form(newId(), scopes);
        form.put("jwks", jwks);
        return People.answer(post("/admin/clients", form).expectStatus().isCreated())
                .get("client").get("id").asString();
    }

    public static Map<String, Object> form(String id, String... scopes) {
        return new HashMap<>(Map.of("id", id, "name", "A service", "scopes", List.of(scopes)));
    }

    public RestTestClient.ResponseSpec post(String uri, @Nullable Object body) {
        var request = http.post().uri(uri).headers(headers -> headers.setBearerAuth(administrator));
        return body == null ? request.exchange() : request.body(body).exchange();
    }

    public RestTestClient.ResponseSpec read(String id) {
        return http.get().uri("/admin/clients/{id}", id).headers(headers -> headers(headers, null))
                .exchange();
    }

    public RestTestClient.ResponseSpec put(String id, @Nullable String ifMatch, Object body) {
        return http.put().uri("/admin/clients/{id}", id).headers(headers -> headers(headers, ifMatch))
                .body(body).exchange();
    }

    public RestTestClient.ResponseSpec delete(String path, @Nullable String ifMatch) {
        return http.delete().uri("/admin/clients/" + path).headers(headers -> headers(headers, ifMatch))
                .exchange();
    }

    private void headers(HttpHeaders headers, @Nullable String ifMatch) {
        headers.setBearerAuth(administrator);
        if (ifMatch != null) {
            headers.set(HttpHeaders.IF_MATCH, ifMatch);
        }
    }

    /** An access token by client_credentials. */
    public String token(Registered client) {
        return People.answer(call("/oauth2/token", client.basic(), "grant_type=client_credentials")
                .expectStatus().isOk()).get("access_token").asString();
    }

    /** Calls an endpoint of OAuth. */
    public RestTestClient.ResponseSpec call(String path, @Nullable String authorization, String form) {
        return call(http, path, authorization, form);
    }

    public static RestTestClient.ResponseSpec call(RestTestClient http, String path,
            @Nullable String authorization, String form) {
        var request = http.post().uri(URI.create(path)).contentType(MediaType.APPLICATION_FORM_URLENCODED);
        if (authorization != null) {
            request.header(HttpHeaders.AUTHORIZATION, authorization);
        }
        return request.body(form).exchange();
    }

    public static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder()
                .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
