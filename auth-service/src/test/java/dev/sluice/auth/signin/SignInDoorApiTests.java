package dev.sluice.auth.signin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.ServletException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.common.observability.Correlation;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class SignInDoorApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired MeterRegistry meters;
    @Autowired FilterRegistrationBean<SignInDoor> door;
    @Autowired PasswordHashes hashes;
    @LocalServerPort int port;
    private int places;

    /** Whoever was answered may not have left yet. */
    @BeforeEach
    void waitUntilNobodyIsInTheHouse() {
        places = hashes.places() + SignInDoor.joined() + SignInDoor.EACH_CORE
                * Runtime.getRuntime().availableProcessors();
        Awaitility.await().until(() -> inAFullHouse(() -> { }) == places);
    }

    @Test
    void whoComesToAFullHouseIsSentAwayBeforeAnythingIsDone() {
        String email = people.signUp(http);
        double queries = queries();
        long requests = requests();
        inAFullHouse(() -> {
            // More wrong passwords than the account's budget has: none of them is counted.
            for (int attempt = 0; attempt < 12; attempt++) {
                JsonNode told = People.answer(attempt(email, "gentle river stones").expectStatus()
                        .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                        .expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9]\\d?")
                        .expectHeader().exists(Correlation.HEADER));
                assertThat(told.get("type").asString()).isEqualTo("urn:sluice:problem:too-many-signins");
                assertThat(told.get("title").asString()).isEqualTo("Too many sign-ins");
                assertThat(told.get("correlation_id").asString()).isNotBlank();
            }
        });
        assertThat(queries()).isEqualTo(queries);
        // The door is in front of what measures and traces requests.
        assertThat(requests()).isEqualTo(requests);
        attempt(email, People.PASSWORD).expectStatus().isOk();
    }

    @Test
    void whateverBecomesOfASignInItsPlaceIsFreeAfterIt() {
        for (int attempt = 0; attempt <= places; attempt++) {
            http.post().uri("/auth/signin").contentType(MediaType.APPLICATION_JSON).body("{\"email\":")
                    .exchange().expectStatus().isBadRequest();
        }
        Awaitility.await().until(() -> inAFullHouse(() -> { }) == places);
    }

    @Test
    void whoeverSendsSlowlyKeepsNobodyOut() throws IOException {
        String email = people.signUp(http);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int each = 0; each <= places; each++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.add(socket);
                socket.getOutputStream().write(("POST /auth/signin HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            attempt(email, People.PASSWORD).expectStatus().isOk();
        }
        finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyThatNobodyNeedsIsTooLarge() {
        JsonNode told = People.answer(attempt("x".repeat(64 * 1024), People.PASSWORD).expectStatus()
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE));
        assertThat(told.get("type").asString()).isEqualTo("urn:sluice:problem:too-large");
    }

    /** Has one after the other come in, and does it when nobody else is let in; returns how many were. */
    private int inAFullHouse(Runnable then) {
        AtomicInteger entered = new AtomicInteger();
        try {
            door.getFilter().doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(),
                    (request, response) -> entered.set(1 + inAFullHouse(then)));
        }
        catch (IOException | ServletException failed) {
            throw new AssertionError(failed);
        }
        if (entered.get() == 0) {
            then.run();
        }
        return entered.get();
    }

    private RestTestClient.ResponseSpec attempt(String email, String password) {
        return http.post().uri("/auth/signin").body(Map.of("email", email, "password", password)).exchange();
    }

    private long requests() {
        return meters.find("http.server.requests").tag("status", "503").timers().stream()
                .mapToLong(Timer::count).sum();
    }

    private double queries() {
        return meters.find("sluice.database.statements").tag("uri", "/auth/signin").counters().stream()
                .mapToDouble(Counter::count).sum();
    }
}
