package dev.sluice.auth.key;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.audit.AuditTrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@AuthTest
class KeyRingTests {

    @Autowired StoredKeys stored;
    @Autowired KeyRing running;
    @Autowired KeyProperties configured;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired AuditTrail audit;
    @Autowired Clock clock;

    @Test
    void aRestartSignsWithTheSameKey() {
        KeyRing restarted = new KeyRing(stored, configured, clock);
        assertThat(restarted.current().kid()).isEqualTo(running.current().kid());
        assertThat(restarted.current().key()).isEqualTo(running.current().key());
    }

    @Test
    void anInstanceThatLookedBeforeTheKeyWasThereTakesItAllTheSame() {
        KeyRing late = new KeyRing(new LateReader(jdbc, transaction, audit, clock), configured, clock);
        assertThat(late.current().kid()).isEqualTo(running.current().kid());
        assertThat(stored.all()).hasSize(2);
    }

    @Test
    void withAnotherKeyEncryptionKeyTheServiceDoesNotStart() {
        assertThatThrownBy(() -> new KeyRing(stored, properties("another key-encryption key of the test",
                SigningAlgorithm.ES256), clock)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sluice.auth.key-encryption-key is not the one that sealed it");
    }

    @Test
    @Transactional
    void anotherAlgorithmGetsItsOwnKeyAndTheOldOneStaysPublished() throws Exception {
        KeyRing ring = new KeyRing(stored,
                properties(configured.keyEncryptionKey(), SigningAlgorithm.RS256), clock);
        assertThat(ring.published().getKeys()).extracting(JWK::getKeyID)
                .contains(running.current().kid(), ring.current().kid()).hasSize(4);

        byte[] signed = "a token".getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign((PrivateKey) ring.current().key());
        signature.update(signed);
        byte[] proof = signature.sign();
        signature.initVerify(ring.published().getKeyByKeyId(ring.current().kid()).toRSAKey().toPublicKey());
        signature.update(signed);
        assertThat(signature.verify(proof)).isTrue();
    }

    /** Reads before another instance has written, and then again. */
    private static final class LateReader extends StoredKeys {

        private boolean read;

        LateReader(JdbcClient jdbc, TransactionTemplate transaction, AuditTrail audit, Clock clock) {
            super(jdbc, transaction, audit, clock);
        }

        @Override
        List<StoredKey> all() {
            if (read) {
                return super.all();
            }
            read = true;
            return List.of();
        }
    }

    private static KeyProperties properties(String keyEncryptionKey, SigningAlgorithm algorithm) {
        return new KeyProperties(keyEncryptionKey, algorithm, null, Duration.ofMinutes(5),
                Duration.ofDays(30), Duration.ofMinutes(10));
    }
}
