package dev.sluice.common.identity;

import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.sluice.common.revocation.Revocations;

/** Makes a web application a resource server: every request has a verified actor, or an open path. */
@AutoConfiguration(before = {OAuth2ResourceServerAutoConfiguration.class,
        UserDetailsServiceAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({IdentityProperties.class, RevocationProperties.class})
class IdentityAutoConfiguration implements WebMvcConfigurer {

    private static final Logger log = LoggerFactory.getLogger(IdentityAutoConfiguration.class);

    /** A service that holds the keys itself has its own bean. Nothing is fetched before the first token. */
    @Bean
    @ConditionalOnMissingBean
    JWKSource<SecurityContext> publishedKeys(IdentityProperties properties) throws MalformedURLException {
        String secret = properties.sharedSecret();
        if (secret == null) {
            return PublishedKeys.of(properties);
        }
        log.warn("Tokens are verified with a shared secret: this service could make them, too. "
                + "Use published keys wherever more than one machine is concerned.");
        return new ImmutableJWKSet<>(new JWKSet(
                new OctetSequenceKey.Builder(secret.getBytes(StandardCharsets.UTF_8))
                        .keyID("shared").algorithm(JWSAlgorithm.HS256).keyUse(KeyUse.SIGNATURE).build()));
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys, IdentityProperties properties,
            Revocations revocations, Clock clock) {
        return new VerifiedTokens(AccessTokens.decoder(keys, properties, clock), revocations, clock,
                properties.clockSkew(), properties.rememberedTokens(), properties.keyLifetime());
    }

    @Bean
    Revocations revocations(Clock clock) {
        return new Revocations(clock);
    }

    @Bean
    MeterBinder revocationMetrics(Revocations revocations) {
        return meters -> {
            TimeGauge.builder("sluice.revocations.staleness", revocations, TimeUnit.MILLISECONDS,
                            known -> known.staleness().toMillis())
                    .description("For how long a token may have been revoked without our knowledge")
                    .register(meters);
            Gauge.builder("sluice.revocations.held", revocations, Revocations::size)
                    .description("Revocations of tokens that have not expired").register(meters);
        };
    }

    @Bean
    @ConditionalOnProperty(name = "sluice.identity.revocations.follow", matchIfMissing = true)
    RevocationFollower revocationFollower(RevocationProperties properties, IdentityProperties identity,
            JWKSource<SecurityContext> keys, Revocations revocations) {
        return new RevocationFollower(properties.feed(identity), properties.bound(),
                AccessTokens.feedDecoder(keys, identity), revocations);
    }

    @Bean
    @ConditionalOnProperty(name = "sluice.identity.revocations.follow", matchIfMissing = true)
    HealthIndicator revocationsHealthIndicator(Revocations revocations) {
        return new RevocationHealth(revocations);
    }

    /** Only for a service that calls others. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("sluice.identity.client.id")
    @EnableConfigurationProperties(ServiceClientProperties.class)
    static class ServiceClient {

        @Bean
        @ConditionalOnMissingBean
        ServiceTokens serviceTokens(RestClient.Builder http, IdentityProperties identity,
                ServiceClientProperties client, Clock clock) {
            HttpClientSettings settings = HttpClientSettings.defaults()
                    .withTimeouts(client.timeout(), client.timeout());
            RestClient endpoint = http.baseUrl(client.endpoint(identity))
                    .requestFactory(ClientHttpRequestFactoryBuilder.jdk().build(settings)).build();
            return new ServiceTokens(endpoint, client, clock);
        }
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ActorArgument());
    }
}
