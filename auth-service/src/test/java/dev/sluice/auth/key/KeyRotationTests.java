package dev.sluice.auth.key;

import java.time.Duration;
import java.time.Instant;
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
        jdbc.sql("delete from signing_key where algorithm = 'EdDSA'").update();
    }

    @Test
    void aKeyIsPublishedBeforeItSignsAndAsLongAsItsTokensLive() {
        String first = ring.current().kid();
        assertThat(ring.rotate(false)).isEqualTo(clock.instant().plus(ANNOUNCEMENT));
        assertThat(ring.current().kid()).isEqualTo(first);
        assertThat(published()).hasSize(2).contains(first);

        clock.advance(ANNOUNCEMENT);
        String second = ring.current().kid();
        assertThat(second).isNotEqualTo(first);
        assertThat(published()).containsExactlyInAnyOrder(first, second);

        clock.advance(Duration.ofHours(24));
        assertThat(published()).contains(first);
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(published()).containsExactly(second);
    }

    @Test
    void theNextKeyComesOnItsOwnInTime() {
        String first = ring.current().kid();
        Instant began = clock.instant();
        clock.advance(ROTATION.minus(ANNOUNCEMENT));
        ring.renew();
        assertThat(published()).containsExactly(first);
        clock.advance(Duration.ofSeconds(1));
        ring.renew();
        ring.renew();
        assertThat(published()).hasSize(2);
        assertThat(ring.current().kid()).isEqualTo(first);
        clock.advance(ANNOUNCEMENT);
        assertThat(ring.current().kid()).isNotEqualTo(first);
        assertThat(Duration.between(began, clock.instant())).isLessThan(ROTATION.plusMinutes(1));
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
        assertThat(published(instances.getFirst())).hasSize(2);
    }

    @Test
    void aWithdrawnKeySignsAndVerifiesNothing() {
        String first = ring.current().kid();
        KeyRing other = newRing();
        assertThat(ring.withdraw(first)).isTrue();
        assertThat(ring.withdraw(first)).isFalse();
        ring.renew();
        assertThat(ring.current().kid()).isNotEqualTo(first);
        other.renew();
        assertThat(other.current().kid()).isEqualTo(ring.current().kid());
        assertThat(published(other)).containsExactly(ring.current().kid());
        assertThat(newRing().current().kid()).isEqualTo(ring.current().kid());
    }

    @Test
    void aKeyThatIsOnlyAnnouncedDoesNotReplaceAWithdrawnOne() {
        String first = ring.current().kid();
        ring.rotate(false);
        ring.withdraw(first);
        ring.renew();
        String now = ring.current().kid();
        assertThat(published()).contains(now).doesNotContain(first);
        clock.advance(ANNOUNCEMENT);
        assertThat(published()).contains(ring.current().kid(), now);
    }

    private KeyRing newRing() {
        return new KeyRing(new StoredKeys(jdbc, transaction, audit, clock),
                new KeyProperties(configured.keyEncryptionKey(),
                SigningAlgorithm.EdDSA, null, Duration.ofMinutes(5), ROTATION, ANNOUNCEMENT), clock);
    }

    private List<String> published() {
        return published(ring);
    }

    private static List<String> published(KeyRing ring) {
        return ring.published().getKeys().stream().filter(key -> key.getKeyType().equals(KeyType.OKP))
                .map(JWK::getKeyID).toList();
    }
}
