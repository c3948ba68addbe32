package dev.sluice.approval.document;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How documents are handled.
 *
 * @param expiry how long a job waits for its decision
 * @param sampleSize how many records a reviewer is shown
 * @param maxKeys how many rows a document with a primary key may have; a million take 32 to 64 MB while they
 *        are checked
 * @param retry how a step that failed is tried again
 */
@Validated
@ConfigurationProperties("sluice.approval.document")
record DocumentProperties(
        @DefaultValue("24h") @NotNull Duration expiry,
        @DefaultValue("5") @Min(0) @Max(100) int sampleSize,
        @DefaultValue("5000000") @Min(1) int maxKeys,
        @DefaultValue Retry retry) {

    /** Exponential with full jitter, see the engine's backoff. */
    record Retry(
            @DefaultValue("6") @Min(1) int attempts,
            @DefaultValue("1s") @NotNull Duration initial,
            @DefaultValue("60s") @NotNull Duration max) {
    }
}
