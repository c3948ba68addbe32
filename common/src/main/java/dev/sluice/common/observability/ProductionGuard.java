package dev.sluice.common.observability;

import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;

/** Keeps a service from starting in production with a secret that is public in this repository. */
class ProductionGuard implements EnvironmentPostProcessor, Ordered {

    private static final String DEVELOPMENT = "dev-only-";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of(CommonDefaults.PRODUCTION))) {
            return;
        }
        SortedSet<String> found = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (isDevelopment(environment, name)) {
                        found.add(name);
                    }
                }
            }
        }
        if (!found.isEmpty()) {
            throw new DevelopmentSecretFound(found);
        }
    }

    /** The value that counts, with placeholders filled in; also within a larger value such as a URL. */
    private static boolean isDevelopment(ConfigurableEnvironment environment, String name) {
        String value = value(environment, name);
        return value != null && value.contains(DEVELOPMENT);
    }

    private static @Nullable String value(ConfigurableEnvironment environment, String name) {
        try {
            return environment.getProperty(name);
        }
        catch (IllegalArgumentException unresolved) {
            return null;
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
