package dev.sluice.common.database;

import org.flywaydb.core.api.callback.Callback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Patience for migrations, in each service that has some. */
@AutoConfiguration(beforeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
@ConditionalOnClass(Callback.class)
class DatabaseAutoConfiguration {

    @Bean
    Callback patientMigrations() {
        return new PatientMigrations();
    }
}
