package dev.sluice.auth.key;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.auth.AuthTest;
import dev.sluice.common.test.SettableClock;

import static dev.sluice.auth.key.TestRings.ANNOUNCEMENT;
import static dev.sluice.auth.key.TestRings.ROTATION;
import static org.assertj.core.api.Assertions.assertThat;

/** A ring of keys that are quickly made, beside the one of the running service, in the same database. */
@AuthTest
class KeyRotationTests {

    private TestRings rings;
    private SettableClock clock;
    private KeyRing ring;

    @BeforeEach
    void makeRing(@Autowired ApplicationContext service) {
        rings = new TestRings(service);
        clock = rings.clock();
        ring = newRing();
    }

    @AfterEach
    void removeKeys() {
        rings.remove();
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
        KeyRing hasty = rings.add(SigningAlgorithm.EdDSA, Duration.ofDays(1));
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
        assertThat(TestRings.published(instances.getFirst())).hasSize(3);
    }

    @Test
    void aRingOfTheVersionBeforeGetsAStandby() {
        String first = ring.current().kid();
        JdbcClient jdbc = rings.jdbc();
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
        List<String> fetched = TestRings.published(other);
        assertThat(ring.withdraw(first)).isTrue();
        assertThat(ring.withdraw(first)).isFalse();
        ring.renew();
        assertThat(ring.current().kid()).isNotEqualTo(first).isIn(fetched);
        other.renew();
        assertThat(other.current().kid()).isEqualTo(ring.current().kid());
        assertThat(TestRings.published(other)).hasSize(2)
                .contains(ring.current().kid()).doesNotContain(first);
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

    private KeyRing newRing() {
        return rings.add(SigningAlgorithm.EdDSA);
    }

    private String standby() {
        return TestRings.standby(ring);
    }

    private List<String> published() {
        return TestRings.published(ring);
    }
}
