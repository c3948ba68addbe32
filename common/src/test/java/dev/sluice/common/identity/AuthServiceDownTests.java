package dev.sluice.common.identity;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import dev.sluice.common.ProbeApplication;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Execution(ExecutionMode.SAME_THREAD)
class AuthServiceDownTests {

    @Test
    void aServiceStartsWithoutTheAuthServiceAndRecoversWithIt() {
        TestIssuer issuer = new TestIssuer();
        issuer.down(true);
        try (var context = new SpringApplicationBuilder(ProbeApplication.class).run("--server.port=0",
                "--sluice.identity.issuer=" + issuer.url(), "--sluice.identity.refresh-pause=1ms",
                "--sluice.events.prefix=down.")) {
            int port = ((WebServerApplicationContext) context).getWebServer().getPort();
            assertThat(Http.send(Http.request(port, "/probe/open")).status()).isEqualTo(200);
            String token = issuer.token(Role.ADMIN);
            Http.Answer answer = Http.send(Http.request(port, "/probe/me", token));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.json().get("type").asString())
                    .isEqualTo("urn:sluice:problem:identity-unavailable");
            issuer.down(false);
            await().atMost(Duration.ofSeconds(20)).until(() ->
                    Http.send(Http.request(port, "/probe/me", token)).status() == 200);
        }
    }
}
