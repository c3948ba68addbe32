package dev.sluice.common.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class ServiceTokensTests {

    private static final String SECRET = "dev-only-s3cret/ü";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SettableClock clock = new SettableClock();
    private GrantingServer server;
    private ServiceTokens tokens;

    @BeforeEach
    void start() throws IOException {
        server = new GrantingServer();
        tokens = tokens(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTokenIsAskedForOnceAndUsedUntilItsLastFifth() {
        assertThat(tokens.bearer()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(299));
        assertThat(tokens.bearer()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(2));
        assertThat(tokens.bearer()).as("renewed a minute before its end").isEqualTo("token-1");
        clock.advance(Duration.ofMinutes(54));
        assertThat(tokens.bearer()).isEqualTo("token-2");
        String credentials = Base64.getEncoder().encodeToString("approval-service:dev-only-s3cret%2F%C3%BC"
                .getBytes(StandardCharsets.UTF_8));
        assertThat(server.requests).containsOnly(
                "Basic " + credentials + " grant_type=client_credentials&scope=flags%3Aevaluate");
    }

    @Test
    void manyCallersAtOnceAskOnce() throws Exception {
        server.gate = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 50).mapToObj(i -> callers.submit(tokens::bearer)).toList();
            server.gate.countDown();
            for (var answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("token-1");
            }
        }
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void whileOneRenewsTheOthersGoOnWithTheOldOne() throws Exception {
        tokens.bearer();
        clock.advance(Duration.ofSeconds(3590));
        server.gate = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var renewing = callers.submit(tokens::bearer);
            await().until(() -> server.requests.size() == 2);
            assertThat(tokens.bearer()).isEqualTo("token-1");
            server.gate.countDown();
            assertThat(renewing.get(30, TimeUnit.SECONDS)).isEqualTo("token-2");
        }
        assertThat(tokens.bearer()).isEqualTo("token-2");
    }

    @Test
    void anOutageAtRenewalIsBridgedByTheOldTokenWithoutAskingEachTime() {
        tokens.bearer();
        clock.advance(Duration.ofSeconds(3550));
        server.tokenStatus = 503;
        assertThat(tokens.bearer()).isEqualTo("token-1");
        assertThat(tokens.bearer()).isEqualTo("token-1");
        assertThat(server.requests).hasSize(2);
        clock.advance(Duration.ofSeconds(6));
        server.tokenStatus = 200;
        assertThat(tokens.bearer()).isEqualTo("token-3");
    }

    @Test
    void nobodyWaitsForASilentIssuerLongerThanItsTimeout() throws Exception {
        server.gate = new CountDownLatch(1);
        Duration timeout = Duration.ofSeconds(2);
        tokens = tokens(timeout);
        long start = System.nanoTime();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 20).mapToObj(i -> callers.submit(tokens::bearer)).toList();
            for (var answer : answers) {
                assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(NoServiceToken.class);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout.multipliedBy(2));
        assertThat(server.requests).hasSize(1);

        server.gate.countDown();
        clock.advance(PAUSE.minusMillis(1));
        assertThatThrownBy(tokens::bearer).isInstanceOf(NoServiceToken.class);
        assertThat(server.requests).as("nobody asks again so soon").hasSize(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.bearer()).isEqualTo("token-2");
    }

    @Test
    void whoComesDuringAFetchTakesWhatItBringsThoughItEndsAtOnce() throws Exception {
        server.gate = new CountDownLatch(1);
        server.life = 0;
        var answers = IntStream.range(0, 5).mapToObj(i -> new FutureTask<>(tokens::bearer)).toList();
        var callers = answers.stream().map(Thread.ofPlatform()::start).toList();
        await().until(() -> server.requests.size() == 1
                && callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING));
        server.gate.countDown();
        for (var answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("token-1");
        }
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aFailureIsNotRememberedLongerWhereTheClockIsSetBack() {
        server.tokenStatus = 503;
        assertThatThrownBy(tokens::bearer).isInstanceOf(NoServiceToken.class);
        clock.advance(Duration.ofHours(-1));
        server.tokenStatus = 200;
        assertThat(tokens.bearer()).isEqualTo("token-2");
    }

    @Test
    void aCallerThatIsInterruptedSparesTheNextOne() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(tokens::bearer).isInstanceOf(NoServiceToken.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(tokens.bearer()).startsWith("token-");
    }

    @Test
    void aCallerThatIsInterruptedSparesThoseWhoWait() throws Exception {
        server.gate = new CountDownLatch(1);
        Thread asking = Thread.ofPlatform().start(new FutureTask<>(tokens::bearer));
        await().until(() -> server.requests.size() == 1);
        var answers = IntStream.range(0, 5).mapToObj(i -> new FutureTask<>(tokens::bearer)).toList();
        var callers = answers.stream().map(Thread.ofPlatform()::start).toList();
        await().until(() -> callers.stream()
                .allMatch(caller -> caller.getState() == Thread.State.WAITING));
        asking.interrupt();
        await().until(() -> server.requests.size() == 2);
        server.gate.countDown();
        for (var answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("token-2");
        }
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void whoWaitsCanBeInterrupted() throws Exception {
        server.gate = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var fetching = callers.submit(tokens::bearer);
            await().until(() -> server.requests.size() == 1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(tokens::bearer).isInstanceOf(NoServiceToken.class);
            assertThat(Thread.interrupted()).isTrue();
            server.gate.countDown();
            assertThat(fetching.get(30, TimeUnit.SECONDS)).isEqualTo("token-1");
        }
    }

    @Test
    void aTokenThatIsRefusedDuringItsRenewalIsNotUsedWhenThatFails() throws Exception {
        RestClient client = RestClient.builder().baseUrl(server.url("")).requestInterceptor(tokens).build();
        tokens.bearer();
        clock.advance(Duration.ofSeconds(3590));
        server.gate = new CountDownLatch(1);
        server.tokenStatus = 503;
        server.refusedToken = "token-1";
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var renewing = callers.submit(tokens::bearer);
            await().until(() -> server.requests.size() == 2);
            var calling = new FutureTask<>(() -> client.get().uri("/call").retrieve().toBodilessEntity());
            Thread caller = Thread.ofPlatform().start(calling);
            await().until(() -> server.calls.size() == 1 && caller.getState() == Thread.State.WAITING);
            server.gate.countDown();
            assertThatThrownBy(() -> calling.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NoServiceToken.class);
            await().until(renewing::isDone);
        }
        assertThat(server.calls).containsExactly("Bearer token-1");
    }

    @Test
    void withoutATokenThereIsAClearFact(CapturedOutput output) {
        server.tokenStatus = 401;
        assertThatThrownBy(tokens::bearer).isInstanceOf(NoServiceToken.class).hasMessageContaining("401")
                .hasMessageNotContaining("s3cret");
        assertThat(output.getAll()).doesNotContain("s3cret");
    }

    @Test
    void aRefusedCallIsRepeatedOnceWithANewToken(CapturedOutput output) {
        RestClient client = RestClient.builder().baseUrl(server.url("")).requestInterceptor(tokens).build();
        server.refusedToken = "token-1";
        assertThat(client.post().uri("/call").body("hello").retrieve().body(String.class)).isEqualTo("hello");
        assertThat(server.calls).containsExactly("Bearer token-1", "Bearer token-2");
        server.refusedToken = "token-";
        assertThatThrownBy(() -> client.get().uri("/call").retrieve().body(String.class))
                .isInstanceOf(HttpClientErrorException.Unauthorized.class);
        assertThat(server.calls).hasSize(4);
        assertThat(output.getAll()).doesNotContain("token-1");
    }

    @Test
    void propertiesDoNotShowTheSecret() {
        assertThat(new ServiceClientProperties("x", SECRET, null, "", Duration.ZERO).toString())
                .doesNotContain("s3cret");
    }

    private ServiceTokens tokens(Duration timeout) {
        var http = new JdkClientHttpRequestFactory();
        http.setReadTimeout(timeout);
        var client = new ServiceClientProperties("approval-service", SECRET, null, "flags:evaluate", timeout);
        return new ServiceTokens(RestClient.builder().baseUrl(server.url("/oauth2/token"))
                .requestFactory(http).build(), client, clock);
    }
}
