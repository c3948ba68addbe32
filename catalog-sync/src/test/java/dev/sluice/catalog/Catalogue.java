package dev.sluice.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.local.standin.StandIns;
import dev.sluice.local.standin.collibra.CollibraStandIn;
import dev.sluice.local.standin.purview.PurviewStandIn;

/** Starts the stand-ins, points a service at them, and looks into them as a person would. */
public final class Catalogue implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final StandIns SHARED = start();

    /** A Purview and a Collibra of one's own. */
    public static StandIns start() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return StandIns.start(Files.createTempDirectory(target, "standins"));
        }
        catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource("catalogue", properties(SHARED)));
    }

    /** What points a service at the stand-ins, and makes it as impatient as a test is. */
    public static Map<String, Object> properties(StandIns standIns) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("sluice.catalog.collibra.url", standIns.collibra().uri().toString());
        properties.put("sluice.catalog.purview.url", standIns.purview().uri().toString());
        properties.put("sluice.catalog.purview.token-url",
                standIns.purview().uri() + "/test/oauth2/v2.0/token");
        properties.put("sluice.catalog.purview.page", "5");
        properties.put("sluice.catalog.delivery.backoff", "50ms");
        properties.put("sluice.catalog.delivery.max-backoff", "500ms");
        properties.put("sluice.catalog.delivery.attempts", "4");
        properties.put("sluice.catalog.delivery.poll", "200ms");
        properties.put("sluice.catalog.delivery.lease", "5s");
        properties.put("sluice.catalog.sync.cron", "-");
        properties.put("sluice.catalog.sync.batch", "4");
        properties.put("sluice.catalog.sync.backoff", "50ms");
        properties.put("sluice.catalog.sync.attempts", "3");
        properties.put("sluice.catalog.sync.poll", "200ms");
        properties.put("sluice.catalog.sync.lease", "5s");
        return properties;
    }

    public static CollibraStandIn collibra() {
        return SHARED.collibra();
    }

    public static PurviewStandIn purview() {
        return SHARED.purview();
    }

    /** Both as new. */
    public static void reset() {
        SHARED.reset();
    }

    /** All that Collibra holds, as its {@code /_state} tells. */
    public static JsonNode state(CollibraStandIn collibra) {
        JsonNode state = RestClient.create().get().uri(collibra.uri().resolve("/_state")).retrieve()
                .body(JsonNode.class);
        if (state == null) {
            throw new AssertionError("No state");
        }
        return state;
    }

    /** The assets of that full name. */
    public static List<JsonNode> assets(String name) {
        return assets(collibra(), name);
    }

    public static List<JsonNode> assets(CollibraStandIn collibra, String name) {
        List<JsonNode> found = new ArrayList<>();
        state(collibra).path("assets").forEach(asset -> {
            if (asset.path("name").asString().equals(name)) {
                found.add(asset);
            }
        });
        return found;
    }

    /** An attribute of the only asset of that name; empty when it has none. */
    public static String attribute(String name, String attribute) {
        List<JsonNode> found = assets(name);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " assets are called " + name);
        }
        return found.getFirst().path("attributes").path(attribute).path(0).asString("");
    }
}
