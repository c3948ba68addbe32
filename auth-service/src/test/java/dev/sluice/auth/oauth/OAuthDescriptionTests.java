package dev.sluice.auth.oauth;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.common.test.ApiDescription;
import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether OAuth's endpoints do what whoever made a client from the API's description was told. */
@AuthTest
class OAuthDescriptionTests {

    private static final String SERVICE = TestClients.basic("approval-service", "dev-only-approval-service");
    private static final String NOBODY = "";
    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

    @LocalServerPort int port;
    @Autowired RestTestClient http;
    @Autowired People people;

    private ApiDescription description;

    @BeforeEach
    void read() {
        description = ApiDescription.of(port);
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth2/token, service, 400, invalid_request, ''",
        "/oauth2/token, service, 400, unsupported_grant_type, grant_type=password",
        "/oauth2/token, service, 400, invalid_scope, grant_type=client_credentials&scope=admin",
        "/oauth2/token, nobody, 400, unauthorized_client, grant_type=client_credentials&client_id=sluice",
        "/oauth2/token, nobody, 400, invalid_grant, "
                + "grant_type=refresh_token&client_id=sluice&refresh_token=nonsense",
        "/oauth2/token, nobody, 401, invalid_client, grant_type=client_credentials",
        "/oauth2/introspect, service, 400, invalid_request, ''",
        "/oauth2/introspect, nobody, 401, invalid_client, token=x",
        "/oauth2/introspect, nobody, 401, invalid_client, token=x&client_id=sluice",
        "/oauth2/revoke, service, 400, invalid_request, ''",
        "/oauth2/revoke, nobody, 401, invalid_client, token=x"})
    void aRefusalIsTheOneThatIsDescribed(String path, String caller, int status, String error, String form) {
        Http.Answer answer = post(path, caller.equals("service") ? SERVICE : NOBODY, FORM, form);
        assertThat(answer.status()).isEqualTo(status);
        assertInOAuthsWords(path, error, answer);
        assertThat(description.operation("post", path)
                .at("/responses/" + status + "/headers").propertyStream().map(Map.Entry::getKey))
                .allSatisfy(header -> assertThat(answer.header(header)).isNotEmpty())
                .hasSize(answer.header(HttpHeaders.WWW_AUTHENTICATE).isEmpty() ? 0 : 1);
    }

    @Test
    void aTokenOfAnotherClientIsRefusedAsDescribed() {
        String access = session().get("access_token").asString();
        Http.Answer answer = post("/oauth2/revoke", SERVICE, FORM, "token=" + access);
        assertThat(answer.status()).isEqualTo(400);
        assertInOAuthsWords("/oauth2/revoke", "unauthorized_client", answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {OAuth.TOKEN, OAuth.INTROSPECT, OAuth.REVOKE})
    void whatIsNoFormOfOrdinarySizeIsRefusedAsDescribed(String path) {
        Http.Answer large = post(path, SERVICE, FORM, "token=" + "x".repeat(1_100_000));
        assertThat(large.status()).isEqualTo(413);
        assertInOAuthsWords(path, "invalid_request", large);
        // Spring MVC refuses it before it knows whose words to use.
        Http.Answer other = post(path, SERVICE, MediaType.APPLICATION_JSON_VALUE, "{}");
        assertThat(other.status()).isEqualTo(415);
        assertThat(description.faults("post", path, other)).isEmpty();
        assertThat(other.json().get("status").asInt()).isEqualTo(415);
    }

    @Test
    void whatIsGrantedIsAsDescribed() {
        Http.Answer granted = post(OAuth.TOKEN, SERVICE, FORM, "grant_type=client_credentials");
        assertThat(granted.status()).isEqualTo(200);
        assertThat(description.faults("post", OAuth.TOKEN, granted)).isEmpty();
        Http.Answer told = post(OAuth.INTROSPECT, SERVICE, FORM,
                "token=" + granted.json().get("access_token").asString());
        assertThat(told.status()).isEqualTo(200);
        assertThat(description.faults("post", OAuth.INTROSPECT, told)).isEmpty();
    }

    @Test
    void whatNobodyHasToAuthenticateForSaysSo() {
        assertThat(alternatives("/oauth2/token")).containsExactly("client", "");
        assertThat(alternatives("/oauth2/revoke")).containsExactly("client", "");
        assertThat(alternatives("/auth/signout")).containsExactly("bearer", "");
        assertThat(alternatives("/oauth2/introspect")).containsExactly("client");

        String first = session().get("refresh_token").asString();
        Http.Answer next = post(OAuth.TOKEN, NOBODY, FORM,
                "grant_type=refresh_token&client_id=sluice&refresh_token=" + first);
        assertThat(next.status()).isEqualTo(200);
        assertThat(post(OAuth.REVOKE, NOBODY, FORM, "client_id=sluice&token="
                + next.json().get("refresh_token").asString()).status()).isEqualTo(200);
        assertThat(post("/auth/signout", NOBODY, MediaType.APPLICATION_JSON_VALUE,
                "{\"refresh_token\":\"" + first + "\"}").status()).isEqualTo(204);
    }

    /** What an operation asks for, one or the other; empty for nothing. */
    private List<String> alternatives(String path) {
        return description.operation("post", path).path("security").valueStream()
                .map(alternative -> String.join("+", alternative.propertyNames())).toList();
    }

    private void assertInOAuthsWords(String path, String error, Http.Answer answer) {
        assertThat(answer.header(HttpHeaders.CONTENT_TYPE)).startsWith(MediaType.APPLICATION_JSON_VALUE);
        assertThat(description.faults("post", path, answer)).isEmpty();
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrderElementsOf(
                description.schema("post", path, answer).path("properties").propertyNames());
        assertThat(answer.json().get("error").asString()).isEqualTo(error);
    }

    private JsonNode session() {
        return People.answer(http.post().uri("/auth/signin").body(Map.of("email", people.signUp(http),
                "password", People.PASSWORD)).exchange());
    }

    private Http.Answer post(String path, String authorization, String type, String body) {
        HttpRequest.Builder request = Http.request(port, path).header(HttpHeaders.CONTENT_TYPE, type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return Http.send(authorization.isEmpty() ? request
                : request.header(HttpHeaders.AUTHORIZATION, authorization));
    }
}
