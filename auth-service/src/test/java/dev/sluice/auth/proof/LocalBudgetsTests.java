package dev.sluice.auth.proof;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LocalBudgetsTests {

    private static final GuessingProperties.Budget BUDGET =
            new GuessingProperties.Budget(3, Duration.ofMinutes(1));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final LocalBudgets budgets = new LocalBudgets(100, nanos::get);

    @Test
    void aBudgetIsUsedUpAndGrowsAgain() {
        takeAll("ann");
        assertThat(budgets.take("ann", BUDGET)).isEqualTo(Duration.ofMinutes(1));
        nanos.addAndGet(Duration.ofSeconds(50).toNanos());
        assertThat(budgets.take("ann", BUDGET)).isEqualTo(Duration.ofSeconds(10));
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(budgets.take("ann", BUDGET)).isZero();
        assertThat(budgets.take("ann", BUDGET)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whoWaitedLongHasNoMoreThanTheWholeBudget() {
        takeAll("ann");
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        takeAll("ann");
        assertThat(budgets.take("ann", BUDGET)).isPositive();
    }

    @Test
    void anAttemptThatIsGivenBackCanBeMadeAgain() {
        takeAll("ann");
        budgets.giveBack("ann", BUDGET);
        assertThat(budgets.take("ann", BUDGET)).isZero();
        assertThat(budgets.take("ann", BUDGET)).isPositive();
        budgets.giveBack("nobody", BUDGET);
    }

    @Test
    void everybodyHasABudgetOfTheirOwn() {
        takeAll("ann");
        takeAll("bob");
    }

    private void takeAll(String guesser) {
        for (int attempt = 0; attempt < BUDGET.attempts(); attempt++) {
            assertThat(budgets.take(guesser, BUDGET)).isZero();
        }
    }
}
