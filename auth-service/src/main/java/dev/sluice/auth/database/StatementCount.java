package dev.sluice.auth.database;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerMapping;

/** Counts the statements of each route, as {@code sluice.database.statements}; other work is not counted. */
@Configuration(proxyBeanMethods = false)
class StatementCount {

    @Bean
    static BeanPostProcessor countedDataSource(ObjectProvider<MeterRegistry> meters) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource database
                        ? new CountedDataSource(database, () -> count(meters)) : bean;
            }
        };
    }

    private static void count(ObjectProvider<MeterRegistry> meters) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return;
        }
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE,
                RequestAttributes.SCOPE_REQUEST);
        meters.getObject().counter("sluice.database.statements", "uri", String.valueOf(route)).increment();
    }
}
