package dev.sluice.auth.proof;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.redis.Redis;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;
import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** What an instance goes on by when it has asked Redis once. */
@AuthTest
class LocalProofApiTests {

    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.1";
    private static final String WRONG = "gentle river stones";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired Redis redis;
    @Autowired Vault vault;
    @Autowired GuessingProperties guessing;
    @Autowired Revocations revocations;
    @Autowired JsonMapper json;
    @Autowired Clock clock;

    private final SettableClock time = new SettableClock();
    private Proofs proofs;
    private String email;

    @BeforeEach
    void aProofThatRedisHasTold() {
        time.advance(Duration.between(time.instant(), clock.instant()));
        proofs = proofs(revocations, Duration.ofMinutes(1));
        email = people.signUp(http);
        people.signIn(http, email);
        assertThat(proofs.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.Proven.class);
    }

    @Test
    void redisIsNotAskedAgain() {
        proofs.forget(email);
        assertThat(proofs.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.Proven.class);
    }

    @Test
    void whereNothingIsKeptRedisIsAskedEachTime() {
        Proofs asking = proofs(revocations, Duration.ZERO);
        assertThat(asking.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.Proven.class);
        asking.forget(email);
        assertThat(asking.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.Unproven.class);
    }

    /** Whoever has used up their attempts cannot go on with what somebody else has proven. */
    @Test
    void nobodyElseIsAnsweredByIt() {
        for (int attempt = 0; attempt < guessing.network().attempts(); attempt++) {
            assertThat(proofs.recall(attempt(ELSEWHERE, WRONG))).isInstanceOf(Recalled.Unproven.class);
        }
        assertThat(proofs.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.Proven.class);
        assertThat(proofs.recall(attempt(ELSEWHERE, People.PASSWORD))).isInstanceOf(Recalled.TooMany.class);
    }

    @Test
    void anotherPasswordIsCountedAndEndsIt() {
        for (int attempt = 0; attempt < guessing.network().attempts(); attempt++) {
            assertThat(proofs.recall(attempt(HERE, WRONG))).isInstanceOf(Recalled.Unproven.class);
        }
        assertThat(proofs.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.TooMany.class);
    }

    @Test
    void itIsOverWithTheProof() {
        time.advance(Duration.ofMinutes(25));
        assertThat(proofs.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.Unproven.class);
    }

    @Test
    void aChangeOfTheAccountEndsIt() {
        change();
        assertThat(proofs.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.Unproven.class);
    }

    @Test
    void anotherInstanceEndsItWhenItHearsOfAChange() {
        Revocations heard = new Revocations(clock);
        heard.complete(Duration.ZERO);
        Proofs elsewhere = proofs(heard, Duration.ofMinutes(1));
        Recalled.Proven told = (Recalled.Proven) elsewhere.recall(attempt(HERE, People.PASSWORD));
        change();
        assertThat(elsewhere.recall(attempt(HERE, People.PASSWORD))).isEqualTo(told);
        heard.add(List.of(new Revocation(Mark.ofSubject(told.person().id().toString()),
                told.person().tokenEpoch() + 1, clock.instant().plus(Duration.ofHours(1)))));
        assertThat(elsewhere.recall(attempt(HERE, People.PASSWORD))).isInstanceOf(Recalled.Unproven.class);
    }

    private void change() {
        http.put().uri("/admin/users/{email}/roles", email)
                .headers(headers -> headers.setBearerAuth(people.administrator(http)))
                .body(List.of("reviewer")).exchange().expectStatus().isOk();
    }

    private Attempt attempt(String address, String password) {
        return Attempt.of(email, Password.of(password), Network.of(address));
    }

    private Proofs proofs(Revocations known, Duration localLife) {
        return new Proofs(redis, vault, known, new ProofProperties(Duration.ofMinutes(24),
                Duration.ofSeconds(30), localLife, 100), guessing, json, time);
    }
}
