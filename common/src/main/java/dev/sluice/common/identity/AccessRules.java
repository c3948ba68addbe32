package dev.sluice.common.identity;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Who may call what in one service. A service has one bean of it; whatever it does not name needs a valid
 * token, and only health, metrics and the API description are open.
 */
@FunctionalInterface
public interface AccessRules {

    /** Adds the service's rules, the most specific first; the order is the order of evaluation. */
    void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>
            .AuthorizationManagerRequestMatcherRegistry requests);
}
