package dev.sluice.common.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

/** Points the service under test at the shared stack. */
final class SluiceTestSetup implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
            List<ContextConfigurationAttributes> attributes) {
        SluiceTest asked = TestContextAnnotationUtils.findMergedAnnotation(testClass, SluiceTest.class);
        return asked == null ? null : new Setup(asked.database(), asked.broker(), asked.redis());
    }

    /** Equal setups share one application context. */
    private record Setup(boolean database, SluiceTest.Broker broker, boolean redis)
            implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context,
                MergedContextConfiguration configuration) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("sluice.identity.issuer", TestIssuer.shared().url());
            properties.put("sluice.objects.file.root", folder().toString());
            properties.put("sluice.events.prefix", "t" + UUID.randomUUID().toString().substring(0, 8) + ".");
            if (broker != SluiceTest.Broker.NONE) {
                properties.put("sluice.events.broker", broker.name().toLowerCase(Locale.ROOT));
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
