package dev.sluice.auth.key;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;

import com.nimbusds.jose.jwk.JWK;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.AuthTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@AuthTest
class KeyRingTests {

    @Autowired StoredKeys stored;
    @Autowired KeyRing running;
    @Autowired KeyProperties configured;

    @Test
    void aRestartSignsWithTheSameKey() {
        KeyRing restarted = new KeyRing(stored, configured);
        assertThat(restarted.current().kid()).isEqualTo(running.current().kid());
        assertThat(restarted.current().key()).isEqualTo(running.current().key());
    }

    @Test
    void withAnotherKeyEncryptionKeyTheServiceDoesNotStart() {
        assertThatThrownBy(() -> new KeyRing(stored, properties("another key-encryption key of the test",
                SigningAlgorithm.ES256))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sluice.auth.key-encryption-key is not the one that sealed it");
    }

    @Test
    @Transactional
    void anotherAlgorithmGetsItsOwnKeyAndTheOldOneStaysPublished() throws Exception {
        KeyRing ring = new KeyRing(stored, properties(configured.keyEncryptionKey(), SigningAlgorithm.RS256));
        assertThat(ring.published().getKeys()).extracting(JWK::getKeyID)
                .containsExactlyInAnyOrder(running.current().kid(), ring.current().kid());

        byte[] signed = "a token".getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(ring.current().key());
        signature.update(signed);
        byte[] proof = signature.sign();
        signature.initVerify(ring.published().getKeyByKeyId(ring.current().kid()).toRSAKey().toPublicKey());
        signature.update(signed);
        assertThat(signature.verify(proof)).isTrue();
    }

    private static KeyProperties properties(String keyEncryptionKey, SigningAlgorithm algorithm) {
        return new KeyProperties(keyEncryptionKey, algorithm, Duration.ofMinutes(5));
    }
}
