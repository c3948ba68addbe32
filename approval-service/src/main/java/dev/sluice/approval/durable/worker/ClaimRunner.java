package dev.sluice.approval.durable.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.Invocation;
import dev.sluice.approval.durable.Origins;
import dev.sluice.approval.durable.Workflow;
import dev.sluice.approval.durable.history.Claim;
import dev.sluice.approval.durable.history.Executions;
import dev.sluice.approval.durable.history.Failure;
import dev.sluice.approval.durable.history.Journal;
import dev.sluice.approval.durable.history.LeaseLost;

/** Runs one invocation of whichever workflow a claim is for. */
final class ClaimRunner {

    private static final Logger log = LoggerFactory.getLogger(ClaimRunner.class);
    /** Enough to outlast a restart of the database or of this service by far. */
    private static final int MOST_TRIES = 10;
    private static final Failure NO_PROGRESS = new Failure("NoProgress",
            "Begun " + MOST_TRIES + " times in a row without getting on");
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Map<String, Workflow<?>> workflows;
    private final Executions executions;
    private final Origins origins;
    private final TransactionOperations transactions;
    private final JsonMapper json;
    private final Clock clock;
    private final DurableMetrics metrics;
    private volatile boolean stopping;

    ClaimRunner(List<Workflow<?>> workflows, Executions executions, Origins origins,
            TransactionOperations transactions, JsonMapper json, Clock clock, DurableMetrics metrics) {
        this.workflows = workflows.stream().collect(Collectors.toMap(Workflow::name, Function.identity()));
        this.executions = executions;
        this.origins = origins;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
    }

    Collection<String> workflows() {
        return workflows.keySet();
    }

    void resume() {
        stopping = false;
    }

    void yieldAll() {
        stopping = true;
    }

    void run(Claim claim) {
        origins.within(claim.origin(), "run " + claim.workflow(), () -> proceed(claim));
    }

    private void proceed(Claim claim) {
        Workflow<?> workflow = Objects.requireNonNull(workflows.get(claim.workflow()));
        Invocation.Outcome outcome = invoke(workflow, claim);
        metrics.ended(claim.workflow(), outcome);
        switch (outcome) {
            case Invocation.Outcome.Pending pending ->
                    log.debug("Execution {} waits, until {}", claim.executionId(), pending.dueAt());
            case Invocation.Outcome.Succeeded succeeded ->
                    log.debug("Execution {} succeeded", claim.executionId());
            case Invocation.Outcome.Failed failed ->
                    log.info("Execution {} failed: {}", claim.executionId(), failed.failure());
            case Invocation.Outcome.FailedUnheard(Failure failure, Throwable cause) ->
                    log.error("Execution {} failed: {}. Its workflow could not be told, so that what it is"
                            + " about still looks open", claim.executionId(), failure, cause);
            case Invocation.Outcome.Abandoned abandoned -> abandon(claim, abandoned.cause());
        }
    }

    private <I> Invocation.Outcome invoke(Workflow<I> workflow, Claim claim) {
        try {
            if (claim.tries() > MOST_TRIES) {
                return invocation(workflow, Journal.toEnd(executions, transactions, clock, claim))
                        .giveUp(NO_PROGRESS);
            }
            return invocation(workflow, new Journal(executions, transactions, clock, claim)).outcome();
        }
        catch (RuntimeException e) {
            return new Invocation.Outcome.Abandoned(e);
        }
    }

    private <I> Invocation<I> invocation(Workflow<I> workflow, Journal journal) {
        return new Invocation<>(workflow, journal, json, metrics, () -> stopping);
    }

    private void abandon(Claim claim, Throwable cause) {
        if (cause instanceof LeaseLost) {
            log.warn("{}", cause.getMessage());
            return;
        }
        log.warn("Execution {} could not go on and is tried again", claim.executionId(), cause);
        try {
            executions.giveBack(claim, clock.instant().plus(pause(claim.tries())));
        }
        catch (RuntimeException e) {
            log.debug("The lease has to run out", e);
        }
    }

    /** Doubled with each try. */
    private static Duration pause(int tries) {
        Duration doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.min(tries - 1, MOST_TRIES));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
