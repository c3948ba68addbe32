package dev.sluice.auth.session;

import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

/** Begins, continues and ends sessions over HTTP; one is known by the answer that it was given in. */
record TestSessions(RestTestClient http) {

    JsonNode signIn(String email) {
        return People.answer(http.post().uri("/auth/signin")
                .body(Map.of("email", email, "password", People.PASSWORD)).exchange().expectStatus().isOk());
    }

    JsonNode refreshed(JsonNode session) {
        return People.answer(attempt(refresh(session)).expectStatus().isOk()
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));
    }

    void refused(String refreshToken) {
        JsonNode problem = People.answer(attempt(refreshToken).expectStatus().isUnauthorized());
        assertThat(problem.get("type").asString()).isEqualTo("urn:sluice:problem:session-over");
    }

    RestTestClient.ResponseSpec attempt(String refreshToken) {
        return http.post().uri("/auth/refresh").body(Map.of("refresh_token", refreshToken)).exchange();
    }

    RestTestClient.ResponseSpec signOut(JsonNode session) {
        return http.post().uri("/auth/signout").body(Map.of("refresh_token", refresh(session))).exchange();
    }

    int me(JsonNode session) {
        return http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(access(session)))
                .exchange().expectBody().returnResult().getStatus().value();
    }

    static JWTClaimsSet claims(JsonNode session) throws Exception {
        return SignedJWT.parse(access(session)).getJWTClaimsSet();
    }

    static String access(JsonNode session) {
        return session.get("access_token").asString();
    }

    static String refresh(JsonNode session) {
        return session.get("refresh_token").asString();
    }
}
