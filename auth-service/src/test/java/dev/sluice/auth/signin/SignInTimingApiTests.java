package dev.sluice.auth.signin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        Map<String, Integer> longer = new TreeMap<>();
        // Rounds that could not change the outcome any more are left out.
        for (int round = -WARM_UP; most(longer) + ROUNDS - round > MOST && round < ROUNDS; round++) {
            List<Kind> order = new ArrayList<>(List.of(Kind.values()));
            Collections.rotate(order, round);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            Map<Kind, Long> times = new EnumMap<>(Kind.class);
            for (Kind kind : order) {
                times.put(kind, switch (kind) {
                    case WRONG_PASSWORD -> refused(known, WRONG);
                    case UNKNOWN_ADDRESS -> refused(People.newAddress(), WRONG);
                    case LOCKED -> refused(locked, People.PASSWORD);
                });
            }
            if (round >= 0) {
                count(times, longer);
            }
        }
        assertThat(longer).as("rounds in which the first took longer than the second")
                .allSatisfy((pair, rounds) -> assertThat(rounds).isLessThanOrEqualTo(MOST));
    }

    private static int most(Map<String, Integer> longer) {
        return longer.values().stream().max(Integer::compare).orElse(0);
    }

    /** Each round is judged by itself: what else the machine does may be another thing in the next. */
    private static void count(Map<Kind, Long> times, Map<String, Integer> longer) {
        double tolerated = TOLERANCE * times.values().stream().sorted().toList().get(times.size() / 2);
        times.forEach((one, its) -> times.forEach((other, others) -> {
            if (its - others > tolerated) {
                longer.merge(one + " " + other, 1, Integer::sum);
            }
        }));
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
