package dev.sluice.common.observability;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Carries the correlation id from the request to the calls that it causes. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ObservabilityAutoConfiguration {

    /** Before every other filter, so that whatever they log or refuse carries the id. */
    @Bean
    FilterRegistrationBean<CorrelationFilter> correlationFilter() {
        var registration = new FilterRegistrationBean<>(new CorrelationFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }

    @Bean
    RestClientCustomizer correlatedCalls() {
        return client -> client.requestInterceptor((request, body, execution) -> {
            String id = Correlation.current();
            if (id != null && !request.getHeaders().containsHeader(Correlation.HEADER)) {
                request.getHeaders().set(Correlation.HEADER, id);
            }
            return execution.execute(request, body);
        });
    }
}
