package dev.sluice.flag.evaluation;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.sluice.flag.TestClock;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AllowanceTests {

    private final TestClock clock = new TestClock();
    private final Allowance allowance = new Allowance(
            new EvaluationProperties(Environment.PROD, Duration.ofSeconds(1), 3), clock);

    @Test
    void aCallerHasItsShareOfEachSecondAndTakesNoneOfOthers() {
        clock.stop();
        for (int i = 0; i < 3; i++) {
            allowance.take("greedy");
        }
        assertThatExceptionOfType(TooManyRequests.class).isThrownBy(() -> allowance.take("greedy"));
        allowance.take("modest");
        clock.forward(Duration.ofSeconds(TooManyRequests.RETRY_AFTER));
        allowance.take("greedy");
    }
}
