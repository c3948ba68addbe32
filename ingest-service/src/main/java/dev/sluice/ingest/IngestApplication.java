package dev.sluice.ingest;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.scheduling.annotation.EnableScheduling;

import dev.sluice.common.identity.AccessRules;
import dev.sluice.common.identity.Role;

/** The ingest-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class IngestApplication {

    static void main(String[] args) {
        SpringApplication.run(IngestApplication.class, args);
    }

    /** Stewards answer for contracts, submitters for documents; whose receipts one sees, the desk decides. */
    @Bean
    AccessRules whoMayCallWhat() {
        return requests -> requests
                .requestMatchers(HttpMethod.GET, "/datasets", "/datasets/**").hasAnyRole(Role.names())
                .requestMatchers("/datasets", "/datasets/**")
                .hasAnyRole(Role.STEWARD.name(), Role.ADMIN.name())
                .requestMatchers("/documents", "/documents/**")
                .hasAnyRole(Role.SUBMITTER.name(), Role.STEWARD.name(), Role.ADMIN.name())
                .requestMatchers("/receipts", "/receipts/**").hasAnyRole(Role.names());
    }
}
