package dev.sluice.common.identity;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

import dev.sluice.common.problem.Problems;
import dev.sluice.common.revocation.Revocations;

/** The one filter chain of a service. */
@AutoConfiguration(before = ServletWebSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SecurityAutoConfiguration {

    /** Open to anybody: what probes, the metrics collector and readers of the API description need. */
    private static final String[] OPEN = {"/actuator/health", "/actuator/health/**", "/actuator/prometheus",
        "/", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"};

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain accessRules(HttpSecurity http, ObjectProvider<AccessRules> rules, Refusals refusals,
            IdentityProperties identity, FreshRevocations fresh) {
        http.authorizeHttpRequests(requests -> {
            requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD,
                    DispatcherType.ASYNC).permitAll();
            requests.requestMatchers(OPEN).permitAll();
            rules.ifAvailable(own -> own.apply(requests));
            requests.anyRequest().authenticated();
        });
        http.oauth2ResourceServer(server -> server
                .jwt(jwt -> jwt.jwtAuthenticationConverter(AccessTokens::authentication))
                .authenticationEntryPoint(refusals)
                .accessDeniedHandler(refusals)
                // What RFC 9728 publishes: where the tokens come from, and that a bearer is enough.
                .protectedResourceMetadata(published -> published.protectedResourceMetadataCustomizer(
                        resource -> resource.authorizationServer(identity.issuer())
                                .tlsClientCertificateBoundAccessTokens(false)))
                .withObjectPostProcessor(refusals.unavailable()));
        http.addFilterAfter(fresh, BearerTokenAuthenticationFilter.class);
        http.exceptionHandling(handling -> handling.authenticationEntryPoint(refusals)
                .accessDeniedHandler(refusals));
        // A token travels in a header that no browser adds by itself, so there is nothing to forge and no
        // session.
        http.csrf(AbstractHttpConfigurer::disable);
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.requestCache(AbstractHttpConfigurer::disable);
        http.formLogin(AbstractHttpConfigurer::disable);
        http.httpBasic(AbstractHttpConfigurer::disable);
        http.logout(AbstractHttpConfigurer::disable);
        http.headers(headers -> headers
                .referrerPolicy(referrer -> { })
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY)));
        return http.build();
    }

    /** Swagger UI needs inline styles and images from data; nothing else is ever shown in a browser. */
    private static final String CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self' http: https:; frame-ancestors 'none'; "
            + "base-uri 'none'; form-action 'self'";

    /** The span of a request says as much as one more for each of its filters, and costs less. */
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    FreshRevocations freshRevocations(RevocationProperties properties, Revocations revocations,
            Problems problems) {
        return new FreshRevocations(properties, revocations, problems);
    }

    /** It belongs to the filter chain, and the container must not run it a second time. */
    @Bean
    FilterRegistrationBean<FreshRevocations> freshRevocationsOnce(FreshRevocations fresh) {
        FilterRegistrationBean<FreshRevocations> registration = new FilterRegistrationBean<>(fresh);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    Refusals refusals(Problems problems) {
        return new Refusals(problems);
    }
}
