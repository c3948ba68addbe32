package dev.sluice.auth.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import dev.sluice.auth.AuthTest;
import dev.sluice.common.test.SettableClock;

import static dev.sluice.auth.key.TestRings.ANNOUNCEMENT;
import static dev.sluice.auth.key.TestRings.ROTATION;
import static org.assertj.core.api.Assertions.assertThat;

/** An instance that signs with another algorithm, beside one that signs as before. */
@AuthTest
class SigningAlgorithmChangeTests {

    private TestRings rings;
    private SettableClock clock;
    private KeyRing ring;

    @BeforeEach
    void makeRing(@Autowired ApplicationContext service) {
        rings = new TestRings(service);
        clock = rings.clock();
        ring = rings.add(SigningAlgorithm.EdDSA);
    }

    @AfterEach
    void removeKeys() {
        rings.remove();
    }

    @Test
    void anotherAlgorithmSignsOnceEverybodyHasItsKeyAndTheOneBeforeGoesWithItsTokens() {
        String before = ring.current().kid();
        clock.advance(ANNOUNCEMENT);
        ring.renew();
        clock.advance(Duration.ofDays(1));
        ring.renew();
        KeyRing other = rings.add(SigningAlgorithm.RS256);
        assertThat(other.current().kid()).isEqualTo(before);
        // Whatever signs meanwhile, its turn is over at another time.
        Instant planned = clock.instant().plus(ROTATION);
        assertThat(rings.lastOf(SigningAlgorithm.RS256)).isEqualTo(planned);
        // An instance that signs as before publishes them too: the token may be shown to whoever asked there.
        ring.refresh();
        assertThat(ring.published().getKeys()).extracting(JWK::getKeyType).contains(KeyType.RSA);
        other.renew();
        clock.advance(ANNOUNCEMENT);
        other.renew();
        assertThat(other.current().algorithm().getId()).isEqualTo("RS256");
        assertThat(rings.lastOf(SigningAlgorithm.RS256)).isEqualTo(planned);
        clock.advance(Duration.ofHours(24));
        other.renew();
        assertThat(TestRings.published(other)).contains(before);
        clock.advance(Duration.ofHours(2));
        other.renew();
        assertThat(TestRings.published(other)).isEmpty();

        // Back again: nobody has the old keys any more.
        planned = rings.lastOf(SigningAlgorithm.EdDSA);
        KeyRing back = rings.add(SigningAlgorithm.EdDSA);
        assertThat(back.current().algorithm().getId()).isEqualTo("RS256");
        assertThat(TestRings.published(back)).contains(before);
        other.refresh();
        assertThat(TestRings.published(other)).contains(before);
        assertThat(rings.lastOf(SigningAlgorithm.EdDSA)).isEqualTo(planned);
        clock.advance(ANNOUNCEMENT);
        back.renew();
        assertThat(back.current().kid()).isEqualTo(before);
    }

    /** Nobody has a key of the next algorithm yet, and everybody has the one that never signed. */
    @Test
    void whenAKeyIsWithdrawnWhileTheAlgorithmChangesTheOneOnStandbySigns() {
        String first = ring.current().kid();
        String standby = TestRings.standby(ring);
        clock.advance(ANNOUNCEMENT);
        KeyRing other = rings.add(SigningAlgorithm.RS256);
        assertThat(other.current().kid()).isEqualTo(first);
        assertThat(other.withdraw(first)).isTrue();
        other.renew();
        ring.renew();
        assertThat(List.of(other.current().kid(), ring.current().kid())).containsOnly(standby);
        clock.advance(ANNOUNCEMENT);
        other.renew();
        assertThat(other.current().algorithm().getId()).isEqualTo("RS256");
    }

    @Test
    void theOneOnStandbyComesBeforeOneThatWasRetiredWhileTheAlgorithmChanges() {
        String first = ring.current().kid();
        clock.advance(ANNOUNCEMENT);
        ring.rotate(true);
        String standby = TestRings.standby(ring);
        clock.advance(ANNOUNCEMENT);
        KeyRing other = rings.add(SigningAlgorithm.RS256);
        other.withdraw(ring.current().kid());
        other.renew();
        assertThat(other.current().kid()).isEqualTo(standby);
        other.withdraw(standby);
        other.renew();
        assertThat(other.current().kid()).isEqualTo(first);
    }

    /** Services may not take the tokens of an algorithm that was only announced. */
    @Test
    void untilAnotherAlgorithmSignsTheOneDoesThatSignedLast() {
        clock.advance(ANNOUNCEMENT);
        rings.add(SigningAlgorithm.RS256);
        clock.advance(ANNOUNCEMENT);
        // Of the third one there is what nobody has by this clock.
        KeyRing third = rings.add(SigningAlgorithm.ES256);
        assertThat(third.current().kid()).isEqualTo(ring.current().kid());
        assertThat(third.current().algorithm().getId()).isEqualTo("EdDSA");
    }
}
