package dev.sluice.local.launch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.sluice.local.engine.Jvm;
import dev.sluice.local.process.Launch;
import dev.sluice.local.process.ProcessId;
import dev.sluice.local.process.Server;

/**
 * The services' JVM caches, and the making of those that are missing: in a process of its own at the lowest
 * priority, which ends by itself. The platform is ready without it; only the next start is faster.
 */
final class Training {

    private static final String NAME = "training";

    private final Path checkout;
    private final Home home;
    private final Map<Service, AppImage> images = new ConcurrentHashMap<>();

    Training(Path checkout, Home home) {
        this.checkout = checkout;
        this.home = home;
    }

    /** The service as it starts fastest; unpacked when it is first asked for. */
    AppImage image(Service service) {
        return images.computeIfAbsent(service,
                missing -> AppImage.of(missing, missing.jar(checkout), home.apps()));
    }

    /** How many services start without a cache. */
    int missing() {
        return missingImages().size();
    }

    private List<Service> missingImages() {
        return Stream.of(Service.values()).filter(service -> !image(service).hasCache()).toList();
    }

    /** @param environment what a service is given */
    void start(Function<Service, Map<String, String>> environment) {
        Map<String, String> environments = new HashMap<>();
        missingImages().forEach(service ->
                environments.put(service.name(), Trainer.variable(environment.apply(service))));
        if (!environments.isEmpty()) {
            server(environments).start();
        }
    }

    /** While caches are made, whoever started it. */
    Optional<ProcessId> process() {
        return server(Map.of()).process();
    }

    /** What is made is kept. */
    void stop() {
        server(Map.of()).stop();
    }

    private Server server(Map<String, String> environments) {
        List<String> command = List.of("nice", "-n", "19", Jvm.executable(), "-Xmx32m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Trainer.class.getName(), checkout.toString(), home.directory().toString());
        Launch launch = new Launch(command, List.of(), () -> { })
                .with(environments)
                .loggingTo(home.log(NAME));
        return new Server("The training of the next start", home.process(NAME), launch);
    }
}
