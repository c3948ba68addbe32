package dev.sluice.common.observability;

import java.net.http.HttpRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.sluice.common.ProbeTest;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;

@ProbeTest
@ExtendWith(OutputCaptureExtension.class)
class RedactionTests {

    private static final String[] LOUD =
            {"dev.sluice", "org.springframework.web", "org.springframework.security"};

    @Autowired
    private LoggingSystem logging;

    @LocalServerPort
    private int port;

    @BeforeEach
    void loud() {
        for (String logger : LOUD) {
            logging.setLogLevel(logger, LogLevel.DEBUG);
        }
    }

    @AfterEach
    void quiet() {
        for (String logger : LOUD) {
            logging.setLogLevel(logger, null);
        }
    }

    @Test
    void noSecretOfARequestReachesTheLog(CapturedOutput output) {
        TestIssuer issuer = TestIssuer.shared();
        String good = issuer.token(Role.REVIEWER);
        String expired = issuer.expired("1", "reviewer@example.org", Role.REVIEWER);
        Http.send(Http.request(port, "/probe/me", good));
        Http.send(Http.request(port, "/probe/review/one", issuer.token(Role.SUBMITTER)));
        Http.send(Http.request(port, "/probe/me", expired));
        Http.send(Http.request(port, "/probe/bug", good));
        Http.send(Http.request(port, "/probe/filter-fails", good));
        Http.send(Http.request(port, "/probe/me?access_token=" + good));
        Http.send(Http.request(port, "/probe/me").header("Authorization", "Basic aHVudGVyMjpodW50ZXIy"));
        Http.send(Http.json(port, "/probe/orders", good,
                "{\"customer_name\":\"abc\",\"password\":\"my, hunter2\"}"));
        Http.send(Http.json(port, "/probe/orders", good, "{\"external_id\":\"hunter2\"}"));
        Http.send(Http.json(port, "/probe/orders", good,
                "{\"password\":\"hunter2 is much, much too long\"}"));
        Http.send(Http.request(port, "/probe/nowhere", good)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("password=hunter2&client_secret=hunter2")));
        assertThat(output.getAll()).contains("DEBUG").contains("/probe/bug failed")
                .doesNotContain("hunter2", signature(good), signature(expired), "aHVudGVyMjpodW50ZXIy");
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "token eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is bad | token [redacted] is bad",
        "Authorization: Bearer abcdef0123456789 | Authorization: Bearer [redacted]",
        "Authorization: Basic dXNlcjpwYXNz | Authorization: Basic [redacted]",
        "jdbc:x://h/d?user=a&password=s3cret&x=1 | jdbc:x://h/d?user=a&password=[redacted]&x=1",
        "{\"password\": \"s3cret\", \"a\": 1} | {\"password\": \"[redacted]\", \"a\": 1}",
        "client_secret=s3cret | client_secret=[redacted]",
        "{\"password\":\"correct horse, ann\"} | {\"password\":\"[redacted]\"}",
        "{\"password\":\"a \\\" quote\",\"a\":\"b\"} | {\"password\":\"[redacted]\",\"a\":\"b\"}",
        "{\\\"password\\\":\\\"correct horse\\\",1} | {\\\"password\\\":\\\"[redacted]\\\",1}",
        "where password = 'correct horse' and a | where password = '[redacted]' and a",
        "{\"password\":\"cut off in the mid | {\"password\":\"[redacted]\"",
        "spring.datasource.password: s3cret | spring.datasource.password: [redacted]",
        "on 'x': rejected value [s3cret]; codes | on 'x': rejected value [[redacted]]; codes",
        "the password was wrong | the password was wrong",
        "Bearer token missing | Bearer token missing",
        "3 tokens were granted | 3 tokens were granted",
    })
    void whatLooksLikeASecretIsBlottedOut(String said, String logged) {
        assertThat(Redaction.of(said)).isEqualTo(logged);
    }
}
