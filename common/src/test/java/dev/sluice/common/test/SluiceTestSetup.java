package dev.sluice.common.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

import dev.sluice.local.stack.Postgres;
import dev.sluice.local.stack.Pulsar;
import dev.sluice.local.stack.Redis;
import dev.sluice.local.stack.Stack;

/** Points the service under test at the shared stack. */
final class SluiceTestSetup implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
            List<ContextConfigurationAttributes> attributes) {
        SluiceTest asked = TestContextAnnotationUtils.findMergedAnnotation(testClass, SluiceTest.class);
        return asked == null ? null : new Setup(asked.database(), asked.broker(), asked.redis(),
                asked.issuer());
    }

    /** Equal setups share one application context. */
    private record Setup(boolean database, SluiceTest.Broker broker, boolean redis, boolean issuer)
            implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context,
                MergedContextConfiguration configuration) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("sluice.objects.file.root", folder().toString());
            properties.put("sluice.events.prefix", "t" + UUID.randomUUID().toString().substring(0, 8) + ".");
            if (issuer) {
                properties.put("sluice.identity.issuer", TestIssuer.shared().url());
            }
            if (database) {
                Postgres postgres = Stack.shared().postgres();
                properties.put("spring.datasource.url", postgres.newDatabase("test"));
                properties.put("spring.datasource.hikari.minimum-idle", 1);
                properties.put("spring.datasource.username", postgres.user());
                properties.put("spring.datasource.password", postgres.password());
            }
            switch (broker) {
                case NONE -> properties.put("sluice.events.broker", "none");
                case KAFKA -> {
                    properties.put("sluice.events.broker", "kafka");
                    properties.put("sluice.events.kafka.bootstrap-servers",
                            Stack.shared().kafka().bootstrapServers());
                }
                case PULSAR -> {
                    properties.put("sluice.events.broker", "pulsar");
                    Pulsar pulsar = Stack.shared().pulsar();
                    properties.put("sluice.events.pulsar.service-url", pulsar.serviceUrl());
                    properties.put("sluice.events.pulsar.admin-url", pulsar.adminUrl());
                }
            }
            if (redis) {
                Redis nodes = Stack.shared().redis();
                properties.put("spring.data.redis.sentinel.master", nodes.masterName());
                properties.put("spring.data.redis.sentinel.nodes", String.join(",", nodes.sentinels()));
                // A busy machine is no outage.
                properties.put("spring.data.redis.timeout", "10s");
            }
            context.getEnvironment().getPropertySources()
                    .addFirst(new MapPropertySource("sluice-test", properties));
        }

        private static Path folder() {
            try {
                Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
                return Files.createTempDirectory(target, "objects");
            }
            catch (IOException unexpected) {
                throw new UncheckedIOException(unexpected);
            }
        }
    }
}
