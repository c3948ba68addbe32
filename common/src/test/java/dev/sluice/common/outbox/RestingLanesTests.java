package dev.sluice.common.outbox;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.sluice.common.outbox.OutboxRow.Lane;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** When a lane that the broker did not serve is tried again. */
class RestingLanesTests {

    private static final Lane ONE = new Lane("topic", "1");
    private static final Lane OTHER = new Lane("topic", "2");

    private final SettableClock clock = new SettableClock();
    private final RestingLanes resting = new RestingLanes(new OutboxProperties(true, 10,
            Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(30),
            DataSize.ofKilobytes(512)), clock);

    @Test
    void whatAnOutageHeldUpIsTriedAsSoonAsOneLaneGetsThrough() {
        for (int failures = 0; failures < 10; failures++) {
            resting.failed(ONE);
            resting.failed(OTHER);
        }
        resting.succeeded(OTHER);
        assertThat(resting.now()).isEmpty();
        assertThat(resting.size()).isEqualTo(1);
    }

    @Test
    void aLaneThatFailsWhileOthersGetThroughIsTriedAsSeldomAsItsPausesSay() {
        int tries = 0;
        for (int second = 0; second < 300; second++) {
            if (!resting.now().contains(ONE)) {
                tries++;
                resting.failed(ONE);
            }
            resting.succeeded(OTHER);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(tries).isBetween(10, 20);
    }
}
