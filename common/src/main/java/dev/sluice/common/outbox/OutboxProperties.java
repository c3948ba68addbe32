package dev.sluice.common.outbox;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the outbox is relayed.
 *
 * @param relay whether this instance takes part
 * @param batch rows read at once
 * @param poll how long the relay sleeps when no notification wakes it, and how often a waiting one tries to
 * lead
 * @param backoff the first pause after an event that the broker did not take, doubled each time
 * @param maxBackoff the longest such pause
 * @param maxEvent the largest event, as it goes over the wire; the broker must take larger ones, since key
 * and headers come on top
 */
@Validated
@ConfigurationProperties("sluice.outbox")
record OutboxProperties(@DefaultValue("true") boolean relay,
        @DefaultValue("200") @Min(1) @Max(10_000) int batch,
        @DefaultValue("1s") Duration poll, @DefaultValue("200ms") Duration backoff,
        @DefaultValue("30s") Duration maxBackoff,
        @DefaultValue("512KB") DataSize maxEvent) {
}
