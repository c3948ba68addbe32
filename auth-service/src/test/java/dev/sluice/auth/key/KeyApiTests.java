package dev.sluice.auth.key;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class KeyApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired KeyRing ring;

    @Test
    void whoeverHasThePublishedKeysCanVerifyATokenAndNotMakeOne() throws Exception {
        JWKSet keys = JWKSet.parse(Objects.requireNonNull(published().getResponseBody()));
        SignedJWT token = SignedJWT.parse(people.signIn(http, people.signUp(http)));

        var key = Objects.requireNonNull(keys.getKeyByKeyId(token.getHeader().getKeyID()));
        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        assertThat(keys.getKeys()).noneMatch(jwk -> jwk.isPrivate());
    }

    @Test
    void thePublishedKeysMayBeCached() {
        HttpHeaders headers = published().getResponseHeaders();
        assertThat(headers.getCacheControl()).contains("max-age=300", "public");
        http.get().uri("/.well-known/jwks.json").header(HttpHeaders.IF_NONE_MATCH, headers.getETag())
                .exchange().expectStatus().isNotModified();
    }

    @Test
    void thePrivateKeyIsSealedInTheDatabase() {
        String sealed = jdbc.sql("select sealed_private from signing_key where kid = ?")
                .param(ring.current().kid()).query(String.class).single();
        assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(sealed)))
                .doesNotContain(HexFormat.of().formatHex(ring.current().key().getEncoded()));
        assertThat(published().getResponseBody()).doesNotContain("\"d\"");
    }

    private EntityExchangeResult<String> published() {
        return http.get().uri("/.well-known/jwks.json").exchange().expectStatus().isOk()
                .expectBody(String.class).returnResult();
    }
}
