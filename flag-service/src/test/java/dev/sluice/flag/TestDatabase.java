package dev.sluice.flag;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

import dev.sluice.local.stack.Stack;

/** A database of its own for the service under test. */
@TestConfiguration(proxyBeanMethods = false)
class TestDatabase {

    @Bean
    DynamicPropertyRegistrar database() {
        String url = Stack.shared().postgres().newDatabase("flag");
        return properties -> {
            properties.add("spring.datasource.url", () -> url);
            properties.add("spring.datasource.username", Stack.shared().postgres()::user);
            properties.add("spring.datasource.password", Stack.shared().postgres()::password);
        };
    }
}
