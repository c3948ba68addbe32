package dev.sluice.approval.durable.worker;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;

import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** What ends although it cannot get on, and whom that is said to. */
@ExtendWith(OutputCaptureExtension.class)
class GivingUpTests {

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger runs = new AtomicInteger();
    private final TestWorkflow workflow = new TestWorkflow((context, input) -> {
        runs.incrementAndGet();
        throw new IllegalArgumentException("no");
    });
    private final TestEngine engine = new TestEngine(clock, workflow);
    private final UUID id = engine.start(workflow);

    @Test
    void anInputThatNoLongerReadsFailsTheExecutionAndIsTheReason() {
        engine.jdbc.sql("update execution set input = cast('{\"since\":2}' as jsonb) where id = ?").param(id)
                .update();
        assertThat(triesUntilItEnds()).isEqualTo(11);
        assertThat(runs).hasValue(0);
        assertThat(workflow.failures()).singleElement().hasToString(
                "UnreadableInput: What the execution was started with can no longer be read");
    }

    @Test
    void aHistoryThatNoLongerReadsFailsTheExecution() {
        engine.jdbc.sql("update execution_event set type = 'Forgotten' where execution_id = ?").param(id)
                .update();
        assertThat(triesUntilItEnds()).isEqualTo(11);
        assertThat(workflow.failures()).singleElement().asString().startsWith("NoProgress");
    }

    @Test
    void aWorkflowThatCannotBeToldOfItsFailureHasFailedAllTheSame(CapturedOutput output) {
        workflow.whenFailed(failure -> {
            throw new IllegalStateException("I do not want to know");
        });
        assertThat(triesUntilItEnds()).isEqualTo(11);
        assertThat(engine.history(id)).containsExactly("ExecutionStarted", "InvocationCompleted",
                "ExecutionFailed");
        assertThat(output.getOut()).containsPattern("ERROR.*Execution " + id + " failed: NoProgress")
                .contains("I do not want to know");
        assertThat(engine.meters.get("sluice.approval.invocations").tag("outcome", "FailedUnheard").counter()
                .count()).isEqualTo(1);
    }

    @Test
    void anOutageIsNoReasonToLeaveAWorkflowUntold() {
        workflow.whenFailed(failure -> {
            if (runs.incrementAndGet() < 40) {
                throw new DataAccessResourceFailureException("away", new SQLTransientConnectionException());
            }
        });
        assertThat(triesUntilItEnds()).isBetween(20, 40);
        assertThat(workflow.failures()).hasSize(1);
    }

    private int triesUntilItEnds() {
        int tries = 0;
        while (!engine.status(id).equals("FAILED")) {
            assertThat(tries++).as("tries").isLessThan(100);
            engine.runDue();
            engine.executions.nextDue(List.of(workflow.name()))
                    .ifPresent(due -> clock.advance(Duration.between(clock.instant(), due)));
        }
        return tries;
    }
}
