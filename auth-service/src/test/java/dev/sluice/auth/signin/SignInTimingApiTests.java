package dev.sluice.auth.signin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody with a stopwatch learns of who has an account. Each round takes one time of each kind, one
 * right after the other, so that whatever else the machine does is the same for all; the order changes.
 */
@AuthTest
@TestPropertySource(properties = "sluice.auth.guessing.network.attempts=1000000")
class SignInTimingApiTests {

    private static final String WRONG = "gentle river stones";
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 120;
    /** A difference is one that is more than this share of a sign-in; the hash is nearly all of that. */
    private static final double TOLERANCE = 0.04;
    /**
     * Of all rounds, in how many at most one kind may take more than the tolerance longer than another one.
     * If half of the rounds do, which is as much as the tolerance allows, more happen once in a hundred
     * thousand runs; if four of five do, no more happen in three runs of a thousand.
     */
    private static final int MOST = 83;

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired MeterRegistry meters;

    /** Why a sign-in is refused. */
    private enum Kind { WRONG_PASSWORD, UNKNOWN_ADDRESS, LOCKED }

    @Test
    void whyASignInIsRefusedCannotBeToldByItsTime() {
        String known = people.signUp(http);
        String locked = locked();
        Map<Kind, List<Long>> times = new EnumMap<>(Kind.class);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            List<Kind> order = new ArrayList<>(List.of(Kind.values()));
            Collections.rotate(order, round);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (Kind kind : order) {
                long took = switch (kind) {
                    case WRONG_PASSWORD -> refused(known, WRONG);
                    case UNKNOWN_ADDRESS -> refused(People.newAddress(), WRONG);
                    case LOCKED -> refused(locked, People.PASSWORD);
                };
                if (round >= 0) {
                    times.computeIfAbsent(kind, none -> new ArrayList<>()).add(took);
                }
            }
        }
        double tolerated = TOLERANCE * median(times.values().stream().flatMap(List::stream).toList());
        for (Kind one : Kind.values()) {
            for (Kind other : Kind.values()) {
                List<Long> differences = IntStream.range(0, ROUNDS)
                        .mapToObj(round -> times.get(one).get(round) - times.get(other).get(round)).toList();
                assertThat(differences.stream().filter(difference -> difference > tolerated).count())
                        .as("rounds in which %s took more than %.0f us longer than %s; the median is %d us",
                                one, tolerated / 1_000, other, median(differences) / 1_000)
                        .isLessThanOrEqualTo(MOST);
            }
        }
    }

    @Test
    void whyASignInIsRefusedCannotBeToldByItsStatements() {
        String known = people.signUp(http);
        String locked = locked();
        assertThat(List.of(statements(() -> refused(known, WRONG)),
                statements(() -> refused(People.newAddress(), WRONG)),
                statements(() -> refused("no address", WRONG)),
                statements(() -> refused(locked, WRONG)),
                statements(() -> refused(locked, People.PASSWORD)))).containsOnly(1.0);
    }

    private double statements(Runnable attempt) {
        double before = statements();
        attempt.run();
        return statements() - before;
    }

    private double statements() {
        return meters.find("sluice.database.statements").tag("uri", "/auth/signin").counters().stream()
                .mapToDouble(Counter::count).sum();
    }

    /** Somebody who may not sign in. */
    private String locked() {
        String email = people.signUp(http);
        http.put().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(people.administrator(http)))
                .exchange().expectStatus().isOk();
        return email;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** Returns how long the answer took, in nanoseconds. */
    private long refused(String email, String password) {
        var attempt = http.post().uri("/auth/signin").body(Map.of("email", email, "password", password));
        long began = System.nanoTime();
        var answer = attempt.exchange();
        long took = System.nanoTime() - began;
        answer.expectStatus().isUnauthorized();
        return took;
    }
}
