package dev.sluice.auth.oauth;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.RestClientOpaqueTokenIntrospector;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.common.test.SluiceTest;
import dev.sluice.local.process.LoopbackPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Spring's OAuth client, as it is, with a service that it finds by its issuer. */
@SluiceTest(broker = SluiceTest.Broker.NONE, issuer = false)
class ClientLibraryTests {

    private static final int PORT = LoopbackPorts.free(1).getFirst();
    private static final String ISSUER = "http://127.0.0.1:" + PORT;
    private static final String SCOPE = "flags:evaluate";
    private static final RestTestClient HTTP = RestTestClient.bindToServer().baseUrl(ISSUER).build();

    private TestClients clients;

    @DynamicPropertySource
    static void itself(DynamicPropertyRegistry settings) {
        settings.add("server.port", () -> PORT);
        settings.add("sluice.identity.issuer", () -> ISSUER);
        settings.add("sluice.auth.signing-algorithm", () -> "EdDSA");
    }

    @BeforeEach
    void signIn() {
        clients = new TestClients(HTTP, session().get("access_token").asString());
    }

    @Test
    void aServiceWithASecret() throws Exception {
        TestClients.Registered registered = clients.register(SCOPE);
        for (ClientAuthenticationMethod method : new ClientAuthenticationMethod[] {
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC, ClientAuthenticationMethod.CLIENT_SECRET_POST}) {
            ClientRegistration client = found().clientId(registered.id()).clientSecret(registered.secret())
                    .clientAuthenticationMethod(method).scope(SCOPE).build();
            OAuth2AccessToken token = token(new RestClientClientCredentialsTokenResponseClient(), client);
            assertThat(SignedJWT.parse(token.getTokenValue()).getHeader().getAlgorithm())
                    .isEqualTo(JWSAlgorithm.EdDSA);
            fromUseToEnd(token, client, registered, registered.basic());
        }
        ClientRegistration wrong = found().clientId(registered.id()).clientSecret("wrong").build();
        assertThatThrownBy(() -> token(new RestClientClientCredentialsTokenResponseClient(), wrong))
                .isInstanceOf(OAuth2AuthorizationException.class).hasMessageContaining("invalid_client");
    }

    @Test
    void aServiceThatSigns() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("mine").algorithm(JWSAlgorithm.ES256).generate();
        String id = clients.register(new JWKSet(key).toJSONObject(true), SCOPE);
        ClientRegistration client = found().clientId(id).scope(SCOPE)
                .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT).build();
        var endpoint = new RestClientClientCredentialsTokenResponseClient();
        endpoint.addParametersConverter(
                new NimbusJwtClientAuthenticationParametersConverter<OAuth2ClientCredentialsGrantRequest>(
                        registration -> key));
        OAuth2AccessToken token = token(endpoint, client);
        assertThat(ask(client, clients.register(SCOPE)).introspect(token.getTokenValue()).getName())
                .isEqualTo(id);
    }

    @Test
    void aSessionThatSomebodyBegan() {
        ClientRegistration client = found().clientId("sluice").authorizationGrantType(
                AuthorizationGrantType.REFRESH_TOKEN)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build();
        Instant now = Instant.now();
        JsonNode begun = session();
        OAuth2AccessTokenResponse next = new RestClientRefreshTokenTokenResponseClient().getTokenResponse(
                new OAuth2RefreshTokenGrantRequest(client, new OAuth2AccessToken(TokenType.BEARER,
                        begun.get("access_token").asString(), now, now.plusSeconds(1)),
                        new OAuth2RefreshToken(begun.get("refresh_token").asString(), now)));
        String refresh = Objects.requireNonNull(next.getRefreshToken()).getTokenValue();
        assertThat(refresh).isNotEqualTo(begun.get("refresh_token").asString());
        me(next.getAccessToken(), 200);

        OpaqueTokenIntrospector asker = ask(client, clients.register(SCOPE));
        assertThat(asker.introspect(next.getAccessToken().getTokenValue()).<String>getAttribute("client_id"))
                .isEqualTo("sluice");
        // Good as it is, it is no bearer, which is what a resource server wants to know.
        assertThatThrownBy(() -> asker.introspect(refresh)).isInstanceOf(BadOpaqueTokenException.class);
        end(client, null, refresh + "&client_id=sluice");
        me(next.getAccessToken(), 401);
    }

    private static JsonNode session() {
        return People.answer(HTTP.post().uri("/auth/signin").body(Map.of("email", "admin@sluice.local",
                "password", "dev-only-administrator")).exchange().expectStatus().isOk());
    }

    private void fromUseToEnd(OAuth2AccessToken token, ClientRegistration client,
            TestClients.Registered asker, String authorization) {
        // It is good, and belongs to nobody who has an account.
        me(token, 404);
        OpaqueTokenIntrospector endpoint = ask(client, asker);
        assertThat(endpoint.introspect(token.getTokenValue()).<String>getAttribute("client_id"))
                .isEqualTo(client.getClientId());
        assertThat(token.getScopes()).containsExactly(SCOPE);
        end(client, authorization, token.getTokenValue());
        assertThatThrownBy(() -> endpoint.introspect(token.getTokenValue()))
                .isInstanceOf(BadOpaqueTokenException.class);
        me(token, 401);
    }

    private static ClientRegistration.Builder found() {
        return ClientRegistrations.fromIssuerLocation(ISSUER).registrationId("sluice")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
    }

    private static OAuth2AccessToken token(RestClientClientCredentialsTokenResponseClient endpoint,
            ClientRegistration client) {
        return endpoint.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(client)).getAccessToken();
    }

    private static OpaqueTokenIntrospector ask(ClientRegistration client, TestClients.Registered asker) {
        return RestClientOpaqueTokenIntrospector.withIntrospectionUri(published(client, "introspection"))
                .clientId(asker.id()).clientSecret(asker.secret()).build();
    }

    /** Spring has no client for RFC 7009; its address is published all the same. */
    private void end(ClientRegistration client, @Nullable String authorization,
            String token) {
        clients.call(published(client, "revocation"), authorization, "token=" + token).expectStatus().isOk();
    }

    private static String published(ClientRegistration client, String endpoint) {
        return String.valueOf(client.getProviderDetails().getConfigurationMetadata()
                .get(endpoint + "_endpoint"));
    }

    private static void me(OAuth2AccessToken token, int status) {
        HTTP.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(token.getTokenValue())).exchange()
                .expectStatus().isEqualTo(status);
    }
}
