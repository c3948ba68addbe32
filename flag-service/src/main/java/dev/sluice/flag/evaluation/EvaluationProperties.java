package dev.sluice.flag.evaluation;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param environment which one this platform is
 * @param refreshInterval how old the flags in memory may get where no notification of a change arrives
 * @param requestsPerSecond evaluations that one caller may ask for in a second; a bulk evaluation counts once
 */
@Validated
@ConfigurationProperties("sluice.flag")
record EvaluationProperties(@DefaultValue("prod") Environment environment,
        @DefaultValue("15s") Duration refreshInterval, @DefaultValue("1000") @Min(1) int requestsPerSecond) {
}
