package dev.sluice.auth.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events that accompany no change get into the trail.
 *
 * @param queue how many may wait for the database, and half as many refusals beside them
 * @param batch how many are written at a time
 */
@ConfigurationProperties("sluice.auth.audit")
@Validated
record AuditProperties(
        @DefaultValue("10000") @Min(2) @Max(1_000_000) int queue,
        @DefaultValue("500") @Min(1) @Max(10_000) int batch) {
}
