package dev.sluice.approval.flags;

import java.util.Map;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The flag with a value that the test gives it. */
public final class TestFlags {

    private TestFlags() {
    }

    public static FourEyes fourEyes(boolean on) {
        OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
        api.setProviderAndWait(new InMemoryProvider(Map.of(FourEyes.KEY,
                Flag.<Boolean>builder().variant("on", true).variant("off", false)
                        .defaultVariant(on ? "on" : "off").build())));
        return new FourEyes(api.getClient(), new SimpleMeterRegistry());
    }
}
