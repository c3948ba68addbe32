package dev.sluice.auth.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoredSessionTests {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @Test
    void whatWasUsedWithinTheGraceIsKnownByItsGeneration() {
        StoredSession session = session(7, List.of(NOW.minusSeconds(31), NOW.minusSeconds(30), NOW));
        assertThat(session.used(7)).as("it is to be used yet").isEmpty();
        assertThat(session.used(6)).contains(NOW);
        assertThat(session.used(4)).contains(NOW.minusSeconds(31));
        assertThat(session.used(3)).isEmpty();
        StoredSession next = session(8, session.rotationsWith(NOW, GRACE));
        assertThat(next.used(5)).contains(NOW.minusSeconds(30));
        assertThat(next.used(4)).isEmpty();
    }

    /** Two instances whose clocks are apart: without one in the middle all before it would seem younger. */
    @Test
    void ofUsesThatSeemToBeOutOfOrderNoneIsTakenForAnother() {
        List<Instant> uses = List.of(NOW.minusSeconds(20), NOW.minusSeconds(40), NOW.minusSeconds(10));
        assertThat(session(3, uses).rotationsWith(NOW, GRACE)).containsExactly(uses.get(0), uses.get(1),
                uses.get(2), NOW);
    }

    @Test
    void nobodyMakesARowGrowWithoutEnd() {
        StoredSession session = session(0, List.of());
        for (int generation = 1; generation <= 300; generation++) {
            session = session(generation, session.rotationsWith(NOW, GRACE));
        }
        assertThat(session.rotations()).hasSize(256);
        assertThat(session.used(44)).contains(NOW);
        assertThat(session.used(43)).isEmpty();
    }

    private static StoredSession session(int generation, List<Instant> rotations) {
        return new StoredSession(UUID.randomUUID(), UUID.randomUUID(), generation, rotations, "sealed", null);
    }
}
