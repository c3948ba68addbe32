package dev.sluice.bench.empty;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Found by auth-service, which knows nothing of it, when this is on its class path. */
@AutoConfiguration
@Import(EmptyEndpoint.class)
final class EmptyAutoConfiguration {
}
