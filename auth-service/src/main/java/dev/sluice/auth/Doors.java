package dev.sluice.auth;

import java.util.Arrays;
import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.sluice.common.identity.AccessRules;
import dev.sluice.common.identity.Role;

/**
 * Who may call what: the doors where a token is obtained are open, administration is for administrators,
 * and the audit trail may be read by operators too.
 */
@Configuration(proxyBeanMethods = false)
class Doors {

    private static final String[] OPEN =
            {"/auth/signup", "/auth/signin", "/auth/refresh", "/auth/signout", "/oauth2/token",
                "/oauth2/introspect", "/oauth2/revoke", "/.well-known/oauth-authorization-server",
                "/.well-known/jwks.json", "/revocations"};

    @Bean
    AccessRules authAccess() {
        return requests -> {
            requests.requestMatchers(OPEN).permitAll();
            requests.requestMatchers(HttpMethod.GET, "/admin/audit", "/admin/audit/keys")
                    .hasAnyRole(Role.ADMIN.name(), Role.OPERATOR.name());
            requests.requestMatchers("/admin/**").hasRole(Role.ADMIN.name());
        };
    }

    /**
     * An address may hold a percent sign, and its account must be within reach of administrators. The rules
     * above and the routes match the same path, decoded once; what would be another one if it were decoded
     * again, such as %252f, stays refused.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedPercent(true);
        // By default it has every other character of that kind, since this one needed the percent sign.
        firewall.getDecodedUrlBlocklist().addAll(List.of("%2e", "%2E"));
        return firewall;
    }

    /** Tells of each call that is refused. */
    @Bean
    AuthorizationEventPublisher refusedCallEvents(ApplicationEventPublisher events) {
        return new SpringAuthorizationEventPublisher(events);
    }

    /** A client that still sends its expired token along must be able to get a new one. */
    @Bean
    BearerTokenResolver bearerTokens() {
        RequestMatcher open = new OrRequestMatcher(Arrays.stream(OPEN)
                .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher).toList());
        var inHeader = new DefaultBearerTokenResolver();
        return request -> open.matches(request) ? null : inHeader.resolve(request);
    }
}
