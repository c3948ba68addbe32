package dev.sluice.approval.document;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.identity.AccessRules;
import dev.sluice.common.identity.Role;

/** What the document feature subscribes to, who may look, and who may decide. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocumentProperties.class)
class DocumentConfiguration {

    @Bean
    EventSubscription documentsReceived(Intake intake) {
        return new EventSubscription("sluice.documents", "approval-service", intake);
    }

    @Bean
    AccessRules approvalAccess() {
        return requests -> requests
                .requestMatchers(HttpMethod.POST, "/approve/*", "/reject/*").hasAnyRole("REVIEWER", "ADMIN")
                .requestMatchers("/approvals", "/status/*", "/jobs/**").hasAnyRole(Role.names());
    }
}
