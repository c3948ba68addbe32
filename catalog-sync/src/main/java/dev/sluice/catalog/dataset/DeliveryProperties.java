package dev.sluice.catalog.dataset;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How patiently deliveries are made.
 *
 * @param workers how many data sets are delivered at the same time
 * @param poll how often is looked for what is due, besides being told
 * @param lease how long a worker that says nothing more keeps a data set to itself; longer than a call to
 *        Collibra can take
 * @param watch how long a worker waits for an import before it turns to other data sets
 * @param attempts until a delivery has failed and waits for an operator
 * @param backoff before the second attempt; doubled each time
 */
@ConfigurationProperties("sluice.catalog.delivery")
@Validated
record DeliveryProperties(
        @DefaultValue("2") @Min(1) @Max(32) int workers,
        @DefaultValue("2s") Duration poll,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("30s") Duration watch,
        @DefaultValue("10") @Min(1) @Max(1000) int attempts,
        @DefaultValue("1s") Duration backoff,
        @DefaultValue("10m") Duration maxBackoff) {

    /** The pause after an attempt, counted from 1. */
    Duration pauseAfter(int attempt) {
        long factor = 1L << Math.min(20, Math.max(0, attempt - 1));
        Duration pause = backoff.multipliedBy(factor);
        return pause.compareTo(maxBackoff) > 0 ? maxBackoff : pause;
    }
}
