package dev.sluice.auth.oauth;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.auth.token.Mint;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class MetadataApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired Mint mint;

    @Test
    void theMetadataIsTrue() {
        TestClients clients = new TestClients(http, people.administrator(http));
        String basic = clients.register("flags:evaluate").basic();
        JsonNode metadata = People.answer(http.get().uri("/.well-known/oauth-authorization-server")
                .exchange().expectStatus().isOk()
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*max-age=300.*"));
        assertThat(metadata.get("issuer").asString()).isEqualTo(mint.issuer());
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            String path = metadata.get(endpoint + "_endpoint").asString().substring(mint.issuer().length());
            clients.call(path, basic, "").expectStatus().isBadRequest();
            List<String> ways = metadata.get(endpoint + "_endpoint_auth_methods_supported").valueStream()
                    .map(JsonNode::asString).toList();
            assertThat(ways).contains("client_secret_basic", "client_secret_post", "private_key_jwt");
            int nobody = clients.call(path, null,
                            "client_id=sluice&grant_type=refresh_token&refresh_token=x&token=x").expectBody()
                    .returnResult().getStatus().value();
            assertThat(nobody == 401).as(endpoint).isNotEqualTo(ways.contains("none"));
            assertThat(metadata.get(endpoint + "_endpoint_auth_signing_alg_values_supported").toString())
                    .isEqualTo("[\"ES256\",\"Ed25519\",\"EdDSA\",\"PS256\",\"RS256\"]");
        }
        http.get().uri(metadata.get("jwks_uri").asString().substring(mint.issuer().length())).exchange()
                .expectStatus().isOk();
        assertThat(metadata.get("response_types_supported").isEmpty()).isTrue();
        assertThat(metadata.get("grant_types_supported").toString())
                .isEqualTo("[\"client_credentials\",\"refresh_token\"]");
    }
}
