package dev.sluice.auth.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.Instance;
import dev.sluice.auth.People;
import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two people who live their sessions, one who only signs in, one who guesses a password and one who tries
 * every token that has ended, all at once and with hardly a pause, at both instances. There is one right
 * answer to each of their questions, whatever happens to Redis.
 */
final class FailoverLoad implements AutoCloseable {

    /** Between two rounds, so that they are not all that two cores do. */
    private static final Duration BREATH = Duration.ofMillis(30);

    private final List<Instance> instances;
    private final Duration longestSignIn;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Client> clients = new ArrayList<>();
    private final Set<String> issued = ConcurrentHashMap.newKeySet();
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /** One who asks again and again; how often is counted. */
    private record Client(AtomicInteger rounds, CompletableFuture<Void> life) {
    }

    @FunctionalInterface
    private interface Round {

        void live(Instance here, Instance there);
    }

    /** @param longestSignIn what one may take, and so for how long nobody may be without */
    FailoverLoad(List<Instance> instances, Duration longestSignIn) {
        this.instances = instances;
        this.longestSignIn = longestSignIn;
        List<String> people = List.of(signUp(), signUp());
        String alone = signUp();
        people.forEach(email -> begin((here, there) -> session(email, here, there)));
        // From a device that the owner has used, known by their first hash, whose attempts are counted apart.
        String device = cookie(signedIn(alone, instances.getFirst()));
        begin((here, there) -> signedIn(alone, here));
        begin((here, there) -> assertThat(here.signIn(alone, "another gentle river", device).status())
                .as("a wrong password").isEqualTo(401));
        begin(this::tryEnded);
    }

    /** Until everybody has asked some more questions since now. */
    void awaitRounds(int more) {
        List<Integer> before = clients.stream().map(client -> client.rounds.get()).toList();
        Awaitility.await().atMost(Instance.PATIENCE).until(() -> {
            for (int client = 0; client < clients.size(); client++) {
                if (clients.get(client).life.isDone()) {
                    clients.get(client).life.join();
                }
                if (clients.get(client).rounds.get() < before.get(client) + more) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Ends it, and fails if anybody was answered wrongly. */
    @Override
    public void close() {
        over = true;
        try (threads) {
            clients.forEach(client -> client.life.join());
        }
    }

    int size() {
        return clients.size();
    }

    private void begin(Round round) {
        AtomicInteger rounds = new AtomicInteger();
        clients.add(new Client(rounds, CompletableFuture.runAsync(() -> {
            while (!over) {
                int turn = rounds.get() % instances.size();
                round.live(instances.get(turn), instances.get(instances.size() - 1 - turn));
                rounds.incrementAndGet();
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }, threads)));
    }

    /** From a sign-in over refreshes that are asked for at both instances at once to the sign-out. */
    private void session(String email, Instance here, Instance there) {
        JsonNode begun = signedIn(email, here).json();
        String first = fresh(begun);
        String second = refresh(atOnce(first, here, there));
        JsonNode next = atOnce(second, here, there);
        String third = refresh(next);

        String access = access(next);
        for (Instance instance : instances) {
            Http.Answer me = instance.get("/auth/me", access);
            assertThat(me.status()).isEqualTo(200);
            assertThat(me.json().get("email").asString()).as("whose token it is").isEqualTo(email);
            assertThat(instance.introspect(access)).as("a good token").isTrue();
        }

        assertThat(here.post("/auth/signout", Map.of("refresh_token", third)).status()).isEqualTo(204);
        for (Instance instance : instances) {
            assertThat(instance.refresh(second).status()).as("a spent token").isEqualTo(401);
            assertThat(instance.refresh(third).status()).as("a session that is over").isEqualTo(401);
        }
        refused(access, here);
        // The other one has a second to hear of it, and this machine is busy.
        Awaitility.await().atMost(Instance.PATIENCE)
                .until(() -> there.get("/auth/me", access).status() == 401);
        ended.add(access);
        ended.add(access(begun));
    }

    /** What one refresh token is exchanged for, wherever one asks; nobody has been given it before. */
    private JsonNode atOnce(String token, Instance here, Instance there) {
        CompletableFuture<Http.Answer> other =
                CompletableFuture.supplyAsync(() -> there.refresh(token), threads);
        Http.Answer answer = here.refresh(token);
        assertThat(List.of(answer.status(), other.join().status())).containsExactly(200, 200);
        assertThat(refresh(other.join().json())).as("the successor, wherever one asks")
                .isEqualTo(fresh(answer.json()));
        return answer.json();
    }

    /** One after the other, and then again. */
    private void tryEnded(Instance here, Instance there) {
        String token = ended.poll();
        if (token != null) {
            refused(token, here);
            refused(token, there);
            ended.add(token);
        }
    }

    /** With the right password nobody is ever kept out, nor waits for what is not there. */
    private Http.Answer signedIn(String email, Instance here) {
        long began = System.nanoTime();
        Http.Answer answer = here.signIn(email, People.PASSWORD);
        assertThat(answer.status()).as("the right password: %s", answer).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(longestSignIn);
        return answer;
    }

    private static void refused(String token, Instance instance) {
        assertThat(instance.get("/auth/me", token).status()).as("a token that has ended").isEqualTo(401);
        assertThat(instance.introspect(token)).as("a token that has ended").isFalse();
    }

    private String signUp() {
        String email = People.newAddress();
        assertThat(instances.getFirst().post("/auth/signup", People.form(email)).status()).isEqualTo(201);
        return email;
    }

    private static String cookie(Http.Answer answer) {
        String set = answer.header(HttpHeaders.SET_COOKIE);
        return set.substring(0, set.indexOf(';'));
    }

    /** The refresh token of an answer, which nobody has been given before. */
    private String fresh(JsonNode answer) {
        String token = refresh(answer);
        assertThat(issued.add(token)).as("a token that was never given before").isTrue();
        return token;
    }

    private static String access(JsonNode answer) {
        return answer.get("access_token").asString();
    }

    private static String refresh(JsonNode answer) {
        return answer.get("refresh_token").asString();
    }
}
