package dev.sluice.auth.key;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** A ring of keys that are quickly made, beside the one of the running service, in the same database. */
@AuthTest
class KeyRotationTests {

    private static final Duration ANNOUNCEMENT = Duration.ofMinutes(10);
    private static final Duration ROTATION = Duration.ofDays(30);

    @Autowired JdbcClient jdbc;
    @Autowired KeyProperties configured;
    @Autowired TransactionTemplate transaction;
    @Autowired AuditTrail audit;

    private final SettableClock clock = new SettableClock();
    private KeyRing ring;

    @BeforeEach
    void makeRing() {
        ring = newRing();
    }

    @AfterEach
    void removeKeys() {
        jdbc.sql("delete from signing_key where algorithm in ('EdDSA', 'RS256')").update();
    }

    @Test
    void aKeyIsPublishedBeforeItSignsAndAsLongAsItsTokensLive() {
        String first = ring.current().kid();
        List<String> announced = published();
        assertThat(announced).hasSize(2).contains(first);
        clock.advance(ANNOUNCEMENT);
        assertThat(ring.rotate(false).signsFrom()).isEqualTo(clock.instant().plus(ANNOUNCEMENT));
        assertThat(ring.current().kid()).isEqualTo(first);

        clock.advance(ANNOUNCEMENT);
        String second = ring.current().kid();
        assertThat(second).isNotEqualTo(first).isIn(announced);
        assertThat(published()).hasSize(3).contains(first, second);

        clock.advance(Duration.ofHours(24));
        assertThat(published()).contains(first);
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(published()).hasSize(2).contains(second).doesNotContain(first);
    }

    @Test
    void theNextKeyComesOnItsOwnInTime() {
        String first = ring.current().kid();
        String standby = standby();
        Instant began = clock.instant();
        clock.advance(ROTATION.minus(ANNOUNCEMENT).minusSeconds(1));
        ring.renew();
        assertThat(published()).containsExactlyInAnyOrder(first, standby);
        // Whatever happens when it takes over, there is another that everybody has.
        clock.advance(Duration.ofSeconds(1));
        ring.renew();
        ring.renew();
        assertThat(published()).hasSize(3);
        assertThat(ring.current().kid()).isEqualTo(first);
        clock.advance(ANNOUNCEMENT);
        assertThat(ring.current().kid()).isEqualTo(standby);
        assertThat(Duration.between(began, clock.instant())).isLessThan(ROTATION.plusMinutes(1));
    }

    @Test
    void keysThatMaySignForAShorterTimeDo() {
        String standby = standby();
        clock.advance(Duration.ofDays(2));
        KeyRing hasty = newRing(SigningAlgorithm.EdDSA, Duration.ofDays(1));
        clock.advance(ANNOUNCEMENT);
        ring.renew();
        hasty.renew();
        assertThat(List.of(ring.current().kid(), hasty.current().kid())).containsOnly(standby);
    }

    @Test
    void instancesThatFindTheKeyDueAtOnceMakeOneKey() {
        List<KeyRing> instances = IntStream.range(0, 4).mapToObj(instance -> newRing()).toList();
        clock.advance(ROTATION);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            instances.forEach(instance -> threads.execute(instance::renew));
        }
        instances.forEach(KeyRing::renew);
        clock.advance(ANNOUNCEMENT);
        assertThat(instances).extracting(instance -> instance.current().kid()).containsOnly(
                instances.getFirst().current().kid());
        assertThat(published(instances.getFirst())).hasSize(3);
    }

    @Test
    void aRingOfTheVersionBeforeGetsAStandby() {
        String first = ring.current().kid();
        jdbc.sql("delete from signing_key where algorithm = 'EdDSA' and generation > 1").update();
        jdbc.sql("update signing_key set announced_at = null, used_at = null where algorithm = 'EdDSA'")
                .update();
        clock.advance(ROTATION.multipliedBy(2));
        KeyRing newer = newRing();
        assertThat(newer.current().kid()).isEqualTo(first);
        clock.advance(ANNOUNCEMENT);
        assertThat(newer.current().kid()).isNotEqualTo(first);
    }

    @Test
    void whenAKeyIsWithdrawnOneSignsThatEverybodyHas() {
        String first = ring.current().kid();
        KeyRing other = newRing();
        clock.advance(ANNOUNCEMENT);
        List<String> fetched = published(other);
        assertThat(ring.withdraw(first)).isTrue();
        assertThat(ring.withdraw(first)).isFalse();
        ring.renew();
        assertThat(ring.current().kid()).isNotEqualTo(first).isIn(fetched);
        other.renew();
        assertThat(other.current().kid()).isEqualTo(ring.current().kid());
        assertThat(published(other)).hasSize(2).contains(ring.current().kid()).doesNotContain(first);
        assertThat(newRing().current().kid()).isEqualTo(ring.current().kid());
    }

    /** The one that comes to mind is the newest; nobody could verify its tokens yet. */
    @Test
    void aKeyThatNobodyHasFetchedSignsOnlyWhereThereIsNothingElse() {
        clock.advance(ANNOUNCEMENT);
        String second = standby();
        assertThat(ring.rotate(true)).extracting(KnownKey::kid, KnownKey::state, KnownKey::signsFrom)
                .containsExactly(second, KnownKey.State.SIGNING, clock.instant());
        assertThat(ring.current().kid()).isEqualTo(second);
        String third = standby();
        assertThat(ring.rotate(true)).extracting(KnownKey::kid, KnownKey::state, KnownKey::signsFrom)
                .containsExactly(third, KnownKey.State.STANDBY, clock.instant().plus(ANNOUNCEMENT));
        assertThat(ring.current().kid()).isEqualTo(second);

        List<String> good = published();
        good.stream().filter(kid -> !kid.equals(third)).forEach(ring::withdraw);
        ring.renew();
        assertThat(ring.current().kid()).isEqualTo(third);
        // It signs before its time, so the next one is another.
        clock.advance(Duration.ofNanos(900));
        KnownKey next = ring.rotate(false);
        assertThat(next.kid()).isNotEqualTo(third);
        assertThat(next.state()).isEqualTo(KnownKey.State.STANDBY);
        assertThat(next.signsFrom())
                .isEqualTo(clock.instant().truncatedTo(ChronoUnit.MICROS).plus(ANNOUNCEMENT));
        assertThat(ring.current().kid()).isEqualTo(third);
    }

    @Test
    void anAdministratorSeesWhereEachKeyIsInItsLife() {
        String first = ring.current().kid();
        String second = standby();
        assertThat(states()).containsExactlyInAnyOrder(first + " signing", second + " standby");
        clock.advance(ANNOUNCEMENT);
        ring.rotate(true);
        String third = standby();
        assertThat(states()).containsExactlyInAnyOrder(first + " verifying", second + " signing",
                third + " standby");
        // What nobody has fetched yet does not sign: the one that was retired does, until then.
        ring.withdraw(second);
        ring.renew();
        assertThat(ring.current().kid()).isEqualTo(first);
        assertThat(states()).contains(first + " signing", second + " withdrawn", third + " standby");
        clock.advance(ANNOUNCEMENT);
        ring.renew();
        assertThat(states()).contains(first + " verifying", third + " signing");
        clock.advance(KeySet.AFTERLIFE.plusSeconds(1));
        assertThat(states()).contains(first + " over", third + " signing");
    }

    private List<String> states() {
        return ring.known().stream().filter(key -> key.algorithm().equals("EdDSA"))
                .map(key -> key.kid() + " " + key.state().word()).toList();
    }

    @Test
    void aRestartAnnouncesNothingAnew() {
        clock.advance(ANNOUNCEMENT);
        assertThat(newRing().rotate(true).signsFrom()).isEqualTo(clock.instant());
    }

    @Test
    void aKeyThatWasRetiredDoesNotComeBack() {
        String first = ring.current().kid();
        clock.advance(ANNOUNCEMENT);
        ring.rotate(true);
        clock.advance(KeySet.AFTERLIFE.plusMinutes(1));
        ring.withdraw(ring.current().kid());
        ring.renew();
        assertThat(ring.current().kid()).isNotEqualTo(first);
        assertThat(published()).doesNotContain(first);
    }

    @Test
    void anotherAlgorithmSignsOnceEverybodyHasItsKeyAndTheOneBeforeGoesWithItsTokens() {
        String before = ring.current().kid();
        clock.advance(ANNOUNCEMENT);
        ring.renew();
        clock.advance(Duration.ofDays(1));
        ring.renew();
        KeyRing other = newRing(SigningAlgorithm.RS256, ROTATION);
        assertThat(other.current().kid()).isEqualTo(before);
        // Whatever signs meanwhile, its turn is over at another time.
        Instant planned = clock.instant().plus(ROTATION);
        assertThat(lastOf(SigningAlgorithm.RS256)).isEqualTo(planned);
        // An instance that signs as before publishes them too: the token may be shown to whoever asked there.
        ring.refresh();
        assertThat(ring.published().getKeys()).extracting(JWK::getKeyType).contains(KeyType.RSA);
        other.renew();
        clock.advance(ANNOUNCEMENT);
        other.renew();
        assertThat(other.current().algorithm().getId()).isEqualTo("RS256");
        assertThat(lastOf(SigningAlgorithm.RS256)).isEqualTo(planned);
        clock.advance(Duration.ofHours(24));
        other.renew();
        assertThat(published(other)).contains(before);
        clock.advance(Duration.ofHours(2));
        other.renew();
        assertThat(published(other)).isEmpty();

        // Back again: nobody has the old keys any more.
        planned = lastOf(SigningAlgorithm.EdDSA);
        KeyRing back = newRing();
        assertThat(back.current().algorithm().getId()).isEqualTo("RS256");
        assertThat(published(back)).contains(before);
        other.refresh();
        assertThat(published(other)).contains(before);
        assertThat(lastOf(SigningAlgorithm.EdDSA)).isEqualTo(planned);
        clock.advance(ANNOUNCEMENT);
        back.renew();
        assertThat(back.current().kid()).isEqualTo(before);
    }

    /** Nobody has a key of the next algorithm yet, and everybody has the one that never signed. */
    @Test
    void whenAKeyIsWithdrawnWhileTheAlgorithmChangesTheOneOnStandbySigns() {
        String first = ring.current().kid();
        String standby = standby();
        clock.advance(ANNOUNCEMENT);
        KeyRing other = newRing(SigningAlgorithm.RS256, ROTATION);
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
        String standby = standby();
        clock.advance(ANNOUNCEMENT);
        KeyRing other = newRing(SigningAlgorithm.RS256, ROTATION);
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
        newRing(SigningAlgorithm.RS256, ROTATION);
        clock.advance(ANNOUNCEMENT);
        // Of the third one there is what nobody has by this clock.
        KeyRing third = newRing(SigningAlgorithm.ES256, ROTATION);
        assertThat(third.current().kid()).isEqualTo(ring.current().kid());
        assertThat(third.current().algorithm().getId()).isEqualTo("EdDSA");
    }

    /** When its newest key is to sign. */
    private Instant lastOf(SigningAlgorithm algorithm) {
        return jdbc.sql("select max(signs_from) from signing_key where algorithm = ?")
                .param(algorithm.name()).query(OffsetDateTime.class).single().toInstant();
    }

    private String standby() {
        return published().stream().filter(kid -> !kid.equals(ring.current().kid()))
                .reduce((one, later) -> later).orElseThrow();
    }

    private KeyRing newRing() {
        return newRing(SigningAlgorithm.EdDSA, ROTATION);
    }

    private KeyRing newRing(SigningAlgorithm algorithm, Duration rotation) {
        return new KeyRing(new StoredKeys(jdbc, transaction, audit, clock),
                new KeyProperties(configured.keyEncryptionKey(), algorithm, null, Duration.ofMinutes(5),
                        rotation, ANNOUNCEMENT), clock);
    }

    private List<String> published() {
        return published(ring);
    }

    private static List<String> published(KeyRing ring) {
        return ring.published().getKeys().stream().filter(key -> key.getKeyType().equals(KeyType.OKP))
                .map(JWK::getKeyID).toList();
    }
}
