package dev.sluice.common.openapi;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.common.identity.Actor;

/** Describes the API of the service at {@code /v3/api-docs}, and shows it at {@code /swagger-ui.html}. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class OpenApiAutoConfiguration {

    static {
        // The actor comes from the token and is no parameter of a request.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
    }

    @Bean
    @ConditionalOnMissingBean
    OpenAPI openApi(@Value("${spring.application.name:sluice}") String name,
            @Value("${spring.application.description:}") String description,
            ObjectProvider<BuildProperties> build) {
        BuildProperties built = build.getIfAvailable();
        return new OpenAPI().info(new Info().title(name)
                .description(description.isBlank() ? null : description)
                .version(built == null || built.getVersion() == null ? "development" : built.getVersion())
                .license(new License().name("Apache-2.0")));
    }

    @Bean
    GlobalOpenApiCustomizer documentedRefusals() {
        return new DocumentedRefusals();
    }

    @Bean
    GlobalOperationCustomizer openAlternative() {
        return new OpenAlternative();
    }

    /** The description's own mapper knows nothing of the application's naming strategy. */
    @Bean
    ModelResolver recordSchemas(ObjectMapperProvider mapper) {
        return new RecordSchemas(mapper.jsonMapper().copy()
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }
}
