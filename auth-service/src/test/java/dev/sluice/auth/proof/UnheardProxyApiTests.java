package dev.sluice.auth.proof;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.filter.ForwardedHeaderFilter;

import dev.sluice.auth.AuthTest;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
@ExtendWith(OutputCaptureExtension.class)
class UnheardProxyApiTests {

    private static final String WARNING = "a proxy passed it on";

    @Autowired RestTestClient http;

    @Test
    void aProxyThatNothingBelievesIsToldOfOnce(CapturedOutput output) {
        signIn("X-Request-Id");
        assertThat(output).doesNotContain(WARNING);
        signIn("X-Forwarded-For");
        assertThat(output).containsOnlyOnce(WARNING).doesNotContain("198.51.100.7");
        signIn("Forwarded");
        signIn("X-Forwarded-For");
        assertThat(output).containsOnlyOnce(WARNING);
    }

    @Test
    void eitherHeaderWillDo(CapturedOutput output) {
        new UnheardProxy().preHandle(from("Forwarded"), new MockHttpServletResponse(), this);
        assertThat(output).containsOnlyOnce(WARNING);
    }

    @Test
    void aProxyThatTheFrameworkBelievesIsNone(CapturedOutput output) throws Exception {
        for (String header : new String[] {"X-Forwarded-For", "Forwarded"}) {
            MockHttpServletResponse answer = new MockHttpServletResponse();
            new ForwardedHeaderFilter().doFilter(from(header), answer, (request, response) ->
                    new UnheardProxy().preHandle((HttpServletRequest) request, answer, this));
        }
        assertThat(output).doesNotContain(WARNING);
    }

    private static MockHttpServletRequest from(String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, value(header));
        return request;
    }

    private static String value(String header) {
        return header.equals("Forwarded") ? "for=198.51.100.7" : "198.51.100.7";
    }

    private void signIn(String header) {
        http.post().uri("/auth/signin").header(header, value(header))
                .body(Map.of("email", "nobody@example.org", "password", "?")).exchange()
                .expectStatus().isUnauthorized();
    }
}
