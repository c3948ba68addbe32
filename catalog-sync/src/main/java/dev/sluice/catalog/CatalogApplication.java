package dev.sluice.catalog;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

import dev.sluice.common.identity.AccessRules;
import dev.sluice.common.identity.Role;

/** The catalog-sync service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class CatalogApplication {

    private static final String[] KEEPERS = {Role.STEWARD.name(), Role.OPERATOR.name(), Role.ADMIN.name()};

    static void main(String[] args) {
        SpringApplication.run(CatalogApplication.class, args);
    }

    /** Every person with a role sees what the catalogue has; whoever answers for it sees how it got there. */
    @Bean
    AccessRules whoMayCallWhat() {
        return requests -> requests
                .requestMatchers("/datasets/**", "/assets/**").hasAnyRole(Role.names())
                .requestMatchers("/syncs/**", "/deliveries/**").hasAnyRole(KEEPERS);
    }
}
