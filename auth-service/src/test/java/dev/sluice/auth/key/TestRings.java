package dev.sluice.auth.key;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.common.test.SettableClock;

/**
 * Rings of keys by one clock, beside the one of the running service and in its database. Those of Ed25519 are
 * quickly made and nobody else's here.
 */
final class TestRings {

    static final Duration ANNOUNCEMENT = Duration.ofMinutes(10);
    static final Duration ROTATION = Duration.ofDays(30);

    private final ApplicationContext service;
    private final SettableClock clock = new SettableClock();

    TestRings(ApplicationContext service) {
        this.service = service;
    }

    SettableClock clock() {
        return clock;
    }

    JdbcClient jdbc() {
        return service.getBean(JdbcClient.class);
    }

    KeyRing add(SigningAlgorithm algorithm) {
        return add(algorithm, ROTATION);
    }

    KeyRing add(SigningAlgorithm algorithm, Duration rotation) {
        String keyEncryptionKey = service.getBean(KeyProperties.class).keyEncryptionKey();
        return new KeyRing(new StoredKeys(jdbc(), service.getBean(TransactionTemplate.class),
                service.getBean(AuditTrail.class), clock),
                new KeyProperties(keyEncryptionKey, algorithm, null, Duration.ofMinutes(5), rotation,
                        ANNOUNCEMENT), clock);
    }

    /** Leaves the keys of the service. */
    void remove() {
        jdbc().sql("delete from signing_key where algorithm in ('EdDSA', 'RS256')").update();
    }

    /** When the newest key of an algorithm is to sign. */
    Instant lastOf(SigningAlgorithm algorithm) {
        return jdbc().sql("select max(signs_from) from signing_key where algorithm = ?")
                .param(algorithm.name()).query(OffsetDateTime.class).single().toInstant();
    }

    /** The ids of what is published of Ed25519. */
    static List<String> published(KeyRing ring) {
        return ring.published().getKeys().stream().filter(key -> key.getKeyType().equals(KeyType.OKP))
                .map(JWK::getKeyID).toList();
    }

    /** The newest of those that do not sign. */
    static String standby(KeyRing ring) {
        return published(ring).stream().filter(kid -> !kid.equals(ring.current().kid()))
                .reduce((one, later) -> later).orElseThrow();
    }
}
