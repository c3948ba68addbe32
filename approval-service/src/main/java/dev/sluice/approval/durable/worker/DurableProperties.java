package dev.sluice.approval.durable.worker;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this instance works on executions.
 *
 * @param concurrency how many it runs at the same time
 * @param lease how long after its last sign of life others take its executions over
 * @param safetyPoll how long it sleeps at most when it hears nothing; notifications can get lost, rows cannot
 * @param drain how long a stop waits for running steps
 */
@Validated
@ConfigurationProperties("sluice.approval.durable")
record DurableProperties(
        @DefaultValue("4") @Min(1) int concurrency,
        @DefaultValue("30s") @NotNull Duration lease,
        @DefaultValue("30s") @NotNull Duration safetyPoll,
        @DefaultValue("20s") @NotNull Duration drain) {
}
