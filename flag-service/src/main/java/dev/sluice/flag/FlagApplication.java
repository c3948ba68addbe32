package dev.sluice.flag;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;

import dev.sluice.common.identity.AccessRules;
import dev.sluice.common.identity.Role;

/** The flag-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
class FlagApplication {

    private static final String[] WRITERS = {Role.STEWARD.name(), Role.OPERATOR.name(), Role.ADMIN.name()};
    private static final String[] EVALUATORS = {"SCOPE_flags:evaluate", "ROLE_SUBMITTER", "ROLE_REVIEWER",
        "ROLE_STEWARD", "ROLE_OPERATOR", "ROLE_ADMIN"};

    static void main(String[] args) {
        SpringApplication.run(FlagApplication.class, args);
    }

    /** People read, and services evaluate; whoever answers for the running platform writes. */
    @Bean
    AccessRules whoMayCallWhat() {
        return requests -> requests
                .requestMatchers("/ofrep/**").hasAnyAuthority(EVALUATORS)
                .requestMatchers(HttpMethod.GET, "/flags/**").hasAnyRole(Role.names())
                .requestMatchers("/flags/**").hasAnyRole(WRITERS);
    }
}
