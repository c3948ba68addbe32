package dev.sluice.flag.debt;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param gaPeriod how long a flag may stay once its feature is on everywhere; whole days count */
@ConfigurationProperties("sluice.flag.debt")
record DebtProperties(@DefaultValue("90d") Duration gaPeriod) {

    DebtProperties {
        if (gaPeriod.toDays() < 1) {
            throw new IllegalArgumentException("sluice.flag.debt.ga-period is at least one day");
        }
    }
}
