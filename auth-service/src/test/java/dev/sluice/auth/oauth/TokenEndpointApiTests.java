package dev.sluice.auth.oauth;

import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;

import static dev.sluice.auth.TestClients.basic;
import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class TokenEndpointApiTests {

    private static final String BASIC = basic("approval-service", "dev-only-approval-service");
    private static final String IN_FORM =
            "client_id=approval-service&client_secret=dev-only-approval-service";

    @Autowired RestTestClient http;
    @Autowired People people;

    @Test
    void aClientAuthenticatesByHeaderOrByForm() throws Exception {
        for (RestTestClient.ResponseSpec response : List.of(
                post("/oauth2/token", BASIC, "grant_type=client_credentials"),
                post("/oauth2/token", null, "grant_type=client_credentials&" + IN_FORM))) {
            JsonNode answer = People.answer(response.expectStatus().isOk()
                    .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));
            assertThat(answer.get("token_type").asString()).isEqualTo("Bearer");
            assertThat(answer.get("expires_in").asInt()).isEqualTo(1440);
            assertThat(answer.get("scope").asString()).isEqualTo("flags:evaluate");
            var claims = SignedJWT.parse(answer.get("access_token").asString()).getJWTClaimsSet();
            assertThat(claims.getSubject()).isEqualTo("approval-service");
            assertThat(claims.getStringListClaim("roles")).isEmpty();
        }
    }

    @Test
    void aServicesTokenIsNoPersonsToken() {
        String token = People.answer(post("/oauth2/token", BASIC, "grant_type=client_credentials"))
                .get("access_token").asString();
        http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(token)).exchange()
                .expectStatus().isNotFound();
        http.get().uri("/admin/users").headers(headers -> headers.setBearerAuth(token)).exchange()
                .expectStatus().isForbidden();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, ''",
        "400, invalid_request, grant_type=%ZZ",
        "400, invalid_request, scope=flags:evaluate",
        "400, invalid_request, grant_type=client_credentials&grant_type=client_credentials",
        "400, invalid_request, grant_type=client_credentials&client_secret=dev-only-approval-service",
        "400, invalid_request, grant_type=client_credentials&client_id=catalog-sync",
        "400, unsupported_grant_type, grant_type=password&username=ann&password=gentle",
        "400, invalid_scope, grant_type=client_credentials&scope=admin",
        "400, invalid_scope, grant_type=client_credentials&scope=flags:evaluate+admin"})
    void aRequestThatIsNotRightIsRefusedInOAuthsWords(int status, String error, String form) {
        JsonNode body = People.answer(post("/oauth2/token", BASIC, form).expectStatus().isEqualTo(status)
                .expectHeader().contentType(MediaType.APPLICATION_JSON)
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));
        assertThat(body.get("error").asString()).isEqualTo(error);
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("error", "error_description");
    }

    @Test
    void anUnknownClientAndAWrongSecretAreRefusedAlike() {
        String form = "grant_type=client_credentials";
        JsonNode wrong = invalidClient(post("/oauth2/token", basic("approval-service", "wrong"), form));
        assertThat(invalidClient(post("/oauth2/token", basic("nobody", "wrong"), form))).isEqualTo(wrong);
        assertThat(invalidClient(post("/oauth2/token", "Basic ???", form))).isEqualTo(wrong);
        assertThat(invalidClient(post("/oauth2/token", null, form))).isEqualTo(wrong);
        assertThat(invalidClient(post("/oauth2/token", null, form + "&client_id=approval-service")))
                .isEqualTo(wrong);
        // A service that asks for no token, and a token in place of credentials.
        assertThat(invalidClient(post("/oauth2/token", basic("catalog-sync", "dev-only-catalog-sync"), form)))
                .isEqualTo(wrong);
        assertThat(invalidClient(post("/oauth2/token", "Bearer x.y.z", form))).isEqualTo(wrong);
    }

    @Test
    void aSecretInTheAddressIsRefused() {
        JsonNode body = People.answer(post(
                "/oauth2/token?" + IN_FORM, null,
                "grant_type=client_credentials").expectStatus().isBadRequest());
        assertThat(body.get("error").asString()).isEqualTo("invalid_request");
    }

    @Test
    void aSessionGoesOnByTheNameOfItsClientAlone() {
        JsonNode session = session();
        JsonNode next = People.answer(refresh(session, "&scope=sluice").expectStatus().isOk()
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));
        assertThat(next.get("refresh_token")).isNotEqualTo(session.get("refresh_token"));
        assertThat(People.answer(refresh(session, "")).get("refresh_token"))
                .as("the last answer again").isEqualTo(next.get("refresh_token"));
        http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(
                next.get("access_token").asString())).exchange().expectStatus().isOk();
    }

    @Test
    void aRefreshTokenIsNoOtherClients() {
        JsonNode session = session();
        String form = "grant_type=refresh_token&refresh_token=" + session.get("refresh_token").asString();
        refused("invalid_grant", post("/oauth2/token", BASIC, form));
        refused("invalid_grant", post("/oauth2/token", null, form + "&" + IN_FORM));
        invalidClient(post("/oauth2/token", null, form));
        invalidClient(post("/oauth2/token", null, form + "&client_id=somebody"));
        refused("invalid_scope", refresh(session, "&scope=flags:evaluate"));
        refused("invalid_request", post("/oauth2/token", null,
                "grant_type=refresh_token&client_id=sluice"));
        refused("invalid_grant", post("/oauth2/token", null,
                "grant_type=refresh_token&client_id=sluice&refresh_token=nonsense"));
        refresh(session, "").expectStatus().isOk();
    }

    @Test
    void thePublicClientGetsNoTokenOfItsOwn() {
        refused("unauthorized_client", post("/oauth2/token", null,
                "grant_type=client_credentials&client_id=sluice"));
        invalidClient(post("/oauth2/token", null,
                "grant_type=client_credentials&client_id=sluice&client_secret=x"));
    }

    private JsonNode session() {
        return People.answer(http.post().uri("/auth/signin").body(Map.of("email", people.signUp(http),
                "password", People.PASSWORD)).exchange());
    }

    private RestTestClient.ResponseSpec refresh(JsonNode session, String more) {
        return post("/oauth2/token", null, "grant_type=refresh_token&client_id=sluice&refresh_token="
                + session.get("refresh_token").asString() + more);
    }

    private static void refused(String error, RestTestClient.ResponseSpec response) {
        assertThat(People.answer(response.expectStatus().isBadRequest()).get("error").asString())
                .isEqualTo(error);
    }

    private RestTestClient.ResponseSpec post(String uri, @Nullable String authorization, String form) {
        return TestClients.call(http, uri, authorization, form);
    }

    private static JsonNode invalidClient(RestTestClient.ResponseSpec response) {
        JsonNode body = People.answer(response.expectStatus().isUnauthorized()
                .expectHeader().valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Basic .*"));
        assertThat(body.get("error").asString()).isEqualTo("invalid_client");
        return body;
    }
}
