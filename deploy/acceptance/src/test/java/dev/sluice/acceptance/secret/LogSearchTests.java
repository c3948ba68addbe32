package dev.sluice.acceptance.secret;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogSearchTests {

    private final Secrets secrets = new Secrets();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "token eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, sent | a JWT",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0. | a JWT",
        "hash=$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA | an Argon2 hash",
        "DETAIL: (ann, $2a$10$N9qo8uLOickgx2ZMRZoMye) | a bcrypt hash",
        "-----BEGIN EC PRIVATE KEY----- | a private key",
        "-----BEGIN PRIVATE KEY----- | a private key",
        "key MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg | a private key in Base64",
        "key MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ | a private key in Base64",
        "{\"kty\":\"EC\",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"} | a private JWK",
        "it sent Bearer mF_9.B5f-4.1JqM-kQzX0123 | credentials",
        "with Basic YXBwcm92YWwtc2VydmljZTpzZWNyZXQ= | credentials",
        "> Authorization: Digest username=x | an Authorization header",
        "create role auth login password 'dev-only-auth' | a development secret",
        "rejected value [[redacted]] | what was nearly a secret",
        "the password is correct horse ann! | a secret of this run",
    })
    void whatLooksLikeASecretIsFoundByItsLine(String line, String kind) {
        secrets.addSettings(List.of("SOME_PASSWORD=correct horse ann"));
        String log = "one line\n" + line + "\nand another";
        assertThat(LogSearch.of(secrets).in("a.log", log)).contains("a.log:2 holds " + kind)
                .allMatch(finding -> finding.startsWith("a.log:2 holds "));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Tokens will be signed with the ES256 key 9_JYQ5mO0sDXyKZWm5TtIfAaQ6lJb0W4nM1s2cX7lQk from now",
        "[main:AuthorizationService@76] - org.apache.pulsar.broker.authorization.Provider has been loaded",
        "authorizationEnabled=false, tokenSecretKey=, brokerClientAuthenticationParameters=",
        "client.registered: client-6c560f44 by bc38bbeb-f3f3-4a95-9bbc-b0fd977e9f31",
        "Basic authentication is not supported", "The bearer token is missing", "a password was refused",
        "eyJ is how a token begins", "$20 and $2 more",
    })
    void whatOnlySoundsLikeOneIsNot(String line) {
        assertThat(LogSearch.of(secrets).in("a.log", line)).isEmpty();
    }

    @Test
    void aFindingDoesNotTellTheSecret() {
        secrets.addSettings(List.of("CLIENT_SECRET=very secret indeed"));
        assertThat(LogSearch.of(secrets).in("a.log", "it is very secret indeed"))
                .containsExactly("a.log:1 holds a secret of this run");
    }
}
