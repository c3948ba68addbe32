package dev.sluice.common.event.broker;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events travel.
 *
 * @param broker which adapter is used; with none there is no event bus, for a service that has no events
 * @param prefix put before each topic and group, so that several installations share a broker
 * @param partitions of a topic that is created here; the parallelism of one group
 * @param publishTimeout after which an unconfirmed event counts as failed
 * @param drainTimeout how long a closing subscription waits for its running handlers
 */
@Validated
@ConfigurationProperties("sluice.events")
public record EventProperties(
        @DefaultValue("kafka") Broker broker,
        @DefaultValue("") @Pattern(regexp = "[A-Za-z0-9._-]*") String prefix,
        @DefaultValue("4") @Min(1) @Max(1000) int partitions,
        @DefaultValue("10s") Duration publishTimeout,
        @DefaultValue("15s") Duration drainTimeout,
        @DefaultValue Retry retry) {

    public enum Broker { KAFKA, PULSAR, NONE }

    /**
     * How often a failing event is tried, and the pauses between: each twice as long as the one before.
     *
     * @param attempts before an event goes to the dead letters, not counting those that an outage failed
     */
    public record Retry(@DefaultValue("10") @Min(1) int attempts, @DefaultValue("500ms") Duration backoff,
            @DefaultValue("30s") Duration maxBackoff) {

        /** The pause after so many failed attempts. */
        public Duration after(int failures) {
            Duration pause = backoff.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, 20));
            return pause.compareTo(maxBackoff) > 0 ? maxBackoff : pause;
        }
    }

    /** The dead letters of a topic; both names without prefix. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }
}
