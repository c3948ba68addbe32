package dev.sluice.flag.debt;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param gaPeriod how long a flag may stay once its feature is on everywhere; whole days count */
@Validated
@ConfigurationProperties("sluice.flag.debt")
record DebtProperties(@DefaultValue("90d") @DurationMin(days = 1) Duration gaPeriod) {
}
