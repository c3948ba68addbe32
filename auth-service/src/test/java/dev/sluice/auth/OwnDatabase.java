package dev.sluice.auth;

import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import dev.sluice.local.stack.Stack;

/** Gives the service under test a database that nobody else uses. */
class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("own-database",
                Map.of("spring.datasource.url", Stack.shared().postgres().newDatabase("auth"))));
    }
}
