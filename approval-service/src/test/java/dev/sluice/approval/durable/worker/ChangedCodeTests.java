package dev.sluice.approval.durable.worker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Code that does not fit the history of an execution, as after a careless deployment. */
class ChangedCodeTests {

    private final SettableClock clock = new SettableClock();

    @Test
    void aStepOfAnotherNameAtTheSamePositionFailsTheExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("debit", String.class, () -> "1");
            context.wait("a while", Duration.ofSeconds(1));
            return null;
        });
        AtomicInteger strangers = new AtomicInteger();
        assertBreaks(workflow, (context, input) -> {
            context.step("credit", String.class, () -> "" + strangers.incrementAndGet());
            return null;
        }, "Operation 1 is Step 'credit' in the code but Step 'debit' in the history");
        assertThat(strangers).hasValue(0);
    }

    @Test
    void anOperationOfAnotherTypeAtTheSamePositionFailsTheExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("pause", String.class, () -> "1");
            context.wait("a while", Duration.ofSeconds(1));
            return null;
        });
        assertBreaks(workflow, (context, input) -> {
            context.wait("pause", Duration.ofSeconds(1));
            return null;
        }, "Operation 1 is Wait 'pause' in the code but Step 'pause' in the history");
    }

    @Test
    void anOperationThatIsNoLongerInTheCodeFailsTheExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("debit", String.class, () -> "1");
            context.wait("a while", Duration.ofSeconds(1));
            return null;
        });
        assertBreaks(workflow, (context, input) -> context.step("debit", String.class, () -> "1"),
                "Operation 2, Wait 'a while' in the history, is not in the code");
    }

    @Test
    void aChangeInsideAChildContextIsFoundToo() {
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.runInChildContext("part", String.class, child -> {
                    child.step("one", String.class, () -> "1");
                    child.wait("a while", Duration.ofSeconds(1));
                    return "done";
                }));
        assertBreaks(workflow, (context, input) -> context.runInChildContext("part", String.class,
                child -> child.step("two", String.class, () -> "1")), "Operation 1-1 is Step 'two'");
    }

    @Test
    void aResultThatTheCodeCannotReadAnyMoreFailsTheExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("amount", String.class, () -> "twelve");
            context.wait("a while", Duration.ofSeconds(1));
            return null;
        });
        assertBreaks(workflow, (context, input) -> {
            context.step("amount", Integer.class, () -> 12);
            return null;
        }, "The recorded result of 'amount' does not read as Integer");
    }

    private void assertBreaks(TestWorkflow workflow, TestWorkflow.Body changed, String message) {
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        List<String> before = engine.history(id);
        workflow.deploy(changed);
        clock.advance(Duration.ofSeconds(1));
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("FAILED");
        assertThat(engine.history(id)).startsWith(before.toArray(String[]::new))
                .endsWith("InvocationCompleted", "ExecutionFailed").hasSize(before.size() + 2);
        assertThat(workflow.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.type()).isEqualTo("NonDeterministicExecution");
            assertThat(failure.message()).startsWith(message);
        });
    }
}
