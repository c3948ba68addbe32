package dev.sluice.auth.administration;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

/** An account is within reach of administrators whatever its address. */
@AuthTest
class NamedAccountApiTests {

    private static final String EVERY_CHARACTER = "a%b!#$&'*+-=?^_`{|}~\u00f6\u5c71";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes;

    @ParameterizedTest
    @ValueSource(strings = {"a%b", "%", "100%", EVERY_CHARACTER})
    void everyRouteReachesAnAccountWhateverItsAddress(String local) {
        String email = local + "." + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
        http.post().uri("/auth/signup").body(People.form(email)).exchange().expectStatus().isCreated();
        reachable(email);
    }

    @Test
    void anAddressFromBeforeThatNobodyGetsAnyMoreIsReachedAsWell() {
        String email = people.signUp(http);
        String before = "un\u200bseen" + email;
        assertThat(jdbc.sql("update account set email = ? where email = ?").params(before, email).update())
                .isOne();
        reachable(before);
    }

    @Test
    void nobodyGetsAnAddressThatLooksLikeAnotherOrCannotBeNamed() {
        String administrator = people.administrator(http);
        for (String email : List.of("a\u200bb@example.org", "a\u2028b@example.org", "a%2fb@example.org")) {
            http.post().uri("/auth/signup").body(People.form(email)).exchange().expectStatus().isBadRequest();
            http.post().uri("/admin/users").headers(headers -> headers.setBearerAuth(administrator))
                    .body(Map.of("email", email, "first_name", "Ann", "last_name", "Lee", "roles", List.of(),
                            "password_hash", "$2b$12$" + "a".repeat(53))).exchange()
                    .expectStatus().isBadRequest();
        }
    }

    @Test
    void whatWouldBeAnotherPathIfItWereDecodedAgainIsRefused() {
        String administrator = people.administrator(http);
        for (String path : List.of("/admin/users/a%252fb", "/admin/users/a%252Fb", "/admin/users/%252e%252e",
                "/admin/users/a%255cb", "/admin/users/a%253bb", "/admin/users/a%2500b", "/admin/users/a%2fb",
                "/admin/users/%2e%2e/clients", "/admin/users/a%3bb")) {
            http.get().uri(URI.create(path)).headers(headers -> headers.setBearerAuth(administrator))
                    .exchange().expectStatus().isBadRequest();
        }
        // Decoded once it names nobody, and opens no door to whoever is not signed in.
        http.get().uri(URI.create("/%61dmin/users/%2561")).exchange().expectStatus().isUnauthorized();
        http.get().uri(URI.create("/admin/users/%2561"))
                .headers(headers -> headers.setBearerAuth(administrator))
                .exchange().expectStatus().isNotFound();
    }

    private void reachable(String email) {
        String administrator = people.administrator(http);
        List<RequestMappingInfo> named = routes.getHandlerMethods().keySet().stream()
                .filter(route -> route.getPatternValues().toString().contains("{email}")).toList();
        assertThat(named).hasSizeGreaterThanOrEqualTo(4);
        for (RequestMappingInfo route : named) {
            for (RequestMethod method : route.getMethodsCondition().getMethods()) {
                for (String path : route.getPatternValues()) {
                    assertThat(People.answer(http.method(HttpMethod.valueOf(method.name())).uri(path, email)
                            .headers(headers -> headers.setBearerAuth(administrator))
                            .body(List.of("submitter")).exchange().expectStatus().isOk())
                            .get("email").asString()).as("%s %s", method, path).isEqualTo(email);
                }
            }
        }
    }
}
