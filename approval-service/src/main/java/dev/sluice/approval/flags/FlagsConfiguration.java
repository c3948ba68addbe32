package dev.sluice.approval.flags;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import dev.openfeature.sdk.OpenFeatureAPI;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.client.RestClient;

import dev.sluice.common.identity.ServiceTokens;

/**
 * The OpenFeature client of this service, on its own API instance so that nothing else in the JVM shares
 * it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FlagsConfiguration.Properties.class)
class FlagsConfiguration {

    /**
     * Where flags are evaluated.
     *
     * @param url the flag service
     * @param timeout how long a decision waits for a flag before it takes the safe default; besides, for a
     *        token where there is none, which {@code sluice.identity.client.timeout} limits
     */
    @Validated
    @ConfigurationProperties("sluice.approval.flags")
    record Properties(
            @DefaultValue("http://127.0.0.1:8084") @NotNull URI url,
            @DefaultValue("1s") @NotNull Duration timeout) {
    }

    @Bean(destroyMethod = "shutdown")
    OpenFeatureAPI openFeature(RestClient.Builder clients, ServiceTokens tokens, Properties properties) {
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(properties.timeout()).build());
        http.setReadTimeout(properties.timeout());
        OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
        api.setProviderAndWait(new OfrepProvider(clients.clone()
                .baseUrl(properties.url().toString())
                .requestFactory(http)
                .requestInterceptor(tokens)
                .build()));
        return api;
    }

    @Bean
    FourEyes fourEyes(OpenFeatureAPI openFeature, MeterRegistry meters) {
        return new FourEyes(openFeature.getClient(), meters);
    }
}
