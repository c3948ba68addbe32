package dev.sluice.common.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/** Gives every service the same defaults, below everything that it or its operator configures. */
class CommonDefaults implements EnvironmentPostProcessor, Ordered {

    static final String PRODUCTION = "production";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        if (environment.acceptsProfiles(Profiles.of(PRODUCTION))) {
            sources.addLast(new MapPropertySource("sluice-production-defaults",
                    Map.of("logging.structured.format.console", "ecs")));
        }
        sources.addLast(defaults());
    }

    private static ResourcePropertySource defaults() {
        try {
            return new ResourcePropertySource("sluice-defaults",
                    new ClassPathResource("defaults.properties", CommonDefaults.class));
        }
        catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** After the service's own configuration, whose profiles decide. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }
}
