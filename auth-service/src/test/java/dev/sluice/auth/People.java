package dev.sluice.auth;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** People who sign up and in at the running service, each with an address of their own. */
@TestComponent
public class People {

    public static final String PASSWORD = "gentle river stone";

    private final String administrator;
    private final String administratorPassword;

    People(@Value("${sluice.auth.administrator.email}") String administrator,
            @Value("${sluice.auth.administrator.password}") String administratorPassword) {
        this.administrator = administrator;
        this.administratorPassword = administratorPassword;
    }

    public static String newAddress() {
        return "p" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    }

    public static Map<String, String> form(String email) {
        return Map.of("first_name", "Ann", "last_name", "Lee", "email", email, "password", PASSWORD);
    }

    /** Somebody new; returns the address. */
    public String signUp(RestTestClient http) {
        String email = newAddress();
        http.post().uri("/auth/signup").body(form(email)).exchange().expectStatus().isCreated();
        return email;
    }

    /** Returns the token. */
    public String signIn(RestTestClient http, String email) {
        return signIn(http, email, PASSWORD);
    }

    public String signIn(RestTestClient http, String email, String password) {
        return answer(http.post().uri("/auth/signin").body(Map.of("email", email, "password", password))
                .exchange().expectStatus().isOk()).get("access_token").asString();
    }

    public String administrator(RestTestClient http) {
        return signIn(http, administrator, administratorPassword);
    }

    public String administratorAddress() {
        return administrator;
    }

    public static JsonNode answer(RestTestClient.ResponseSpec response) {
        return Objects.requireNonNull(response.expectBody(JsonNode.class).returnResult().getResponseBody());
    }
}
