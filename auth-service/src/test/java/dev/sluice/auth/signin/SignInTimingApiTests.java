package dev.sluice.auth.signin;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody with a stopwatch learns of who has an account. */
@AuthTest
class SignInTimingApiTests {

    private static final int ACCOUNTS = 5;
    /** At each account, within the budget of the network. */
    private static final int ATTEMPTS = 8;
    /**
     * Of all pairs, in how many at least either of the two is the faster one. If it is by chance which, fewer
     * happen once in a million runs, however busy the machine is: it is so for both.
     */
    private static final int LEAST = 5;

    @Autowired RestTestClient http;
    @Autowired People people;

    @Test
    void anUnknownAddressTakesAsLongAsAWrongPassword() {
        refused(people.signUp(http));
        refused(People.newAddress());
        int unknownWasFaster = 0;
        for (int account = 0; account < ACCOUNTS; account++) {
            String known = people.signUp(http);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                boolean knownFirst = attempt % 2 == 0;
                String unknown = People.newAddress();
                long first = refused(knownFirst ? known : unknown);
                long second = refused(knownFirst ? unknown : known);
                if (knownFirst ? second < first : first < second) {
                    unknownWasFaster++;
                }
            }
        }
        assertThat(unknownWasFaster).isBetween(LEAST, ACCOUNTS * ATTEMPTS - LEAST);
    }

    /** Returns how long the answer took, in nanoseconds. */
    private long refused(String email) {
        var attempt = http.post().uri("/auth/signin")
                .body(Map.of("email", email, "password", "gentle river stones"));
        long began = System.nanoTime();
        var answer = attempt.exchange();
        long took = System.nanoTime() - began;
        answer.expectStatus().isUnauthorized();
        return took;
    }
}
