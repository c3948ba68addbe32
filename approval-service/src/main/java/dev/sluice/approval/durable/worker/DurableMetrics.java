package dev.sluice.approval.durable.worker;

import java.time.Duration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.sluice.approval.durable.Invocation;
import dev.sluice.approval.durable.StepListener;
import dev.sluice.approval.durable.history.Executions;

/** What an operator sees of the engine: open executions, how invocations end, how long steps take. */
final class DurableMetrics implements StepListener {

    private final MeterRegistry meters;

    DurableMetrics(MeterRegistry meters, Executions executions) {
        this.meters = meters;
        gauge("PENDING", executions);
        gauge("RUNNING", executions);
    }

    private void gauge(String status, Executions executions) {
        Gauge.builder("sluice.approval.executions", executions, open -> open.count(status))
                .description("Executions that have not ended")
                .tag("status", status)
                .register(meters);
    }

    @Override
    public void attempted(String workflow, String step, boolean succeeded, Duration took) {
        Timer.builder("sluice.approval.step")
                .description("Attempts of steps")
                .tag("workflow", workflow)
                .tag("step", step)
                .tag("outcome", succeeded ? "succeeded" : "failed")
                .register(meters)
                .record(took);
    }

    void ended(String workflow, Invocation.Outcome outcome) {
        meters.counter("sluice.approval.invocations",
                "workflow", workflow, "outcome", outcome.getClass().getSimpleName()).increment();
    }
}
