package dev.sluice.auth.password;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CrowdTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long nanos = -5 * SECOND;
    private final Crowd crowd = new Crowd(() -> nanos, new Random(7));

    @Test
    void whoIsSentAwayAloneComesBackInASecond() {
        assertThat(crowd.sentAway()).hasSeconds(1);
        assertThat(crowd.sentAway()).hasSeconds(1);
    }

    @Test
    void theMoreAreSentAwayForEachWhoIsAdmittedTheLaterTheyComeBackAndNotAllAtOnce() {
        second(20, 100);
        LongSummaryStatistics five = times();
        assertThat(five.getMin()).isEqualTo(1);
        assertThat(five.getMax()).isEqualTo(11);
        assertThat(five.getAverage()).isBetween(5.5, 6.5);

        second(100, 50);
        assertThat(times().getMax()).isEqualTo(1);
    }

    @Test
    void nobodyIsSentAwayForLongerThanTheLongest() {
        second(1, 100_000);
        LongSummaryStatistics longest = times();
        assertThat(longest.getMax()).isEqualTo(Crowd.LONGEST.toSeconds());
        second(0, 1_000);
        assertThat(times().getMax()).isEqualTo(Crowd.LONGEST.toSeconds());
    }

    @Test
    void aCrowdThatIsGoneIsForgotten() {
        second(1, 1_000);
        nanos += SECOND;
        assertThat(crowd.sentAway()).hasSeconds(1);
    }

    /** One second in which so many came; then the next has begun. */
    private void second(int admitted, int sentAway) {
        nanos += 5 * SECOND;
        for (int i = 0; i < admitted; i++) {
            crowd.admitted();
        }
        for (int i = 0; i < sentAway; i++) {
            crowd.sentAway();
        }
        nanos += SECOND;
    }

    private LongSummaryStatistics times() {
        return Stream.generate(crowd::sentAway).limit(1_000).mapToLong(Duration::toSeconds)
                .summaryStatistics();
    }
}
