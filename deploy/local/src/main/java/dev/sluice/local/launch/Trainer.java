package dev.sluice.local.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process that makes the JVM caches after a first start, one service after the other and at low priority.
 */
final class Trainer {

    private static final String CONFIGURATION = "SPRING_APPLICATION_JSON";

    private Trainer() {
    }

    /** The value under which {@link #main} finds a service's environment. */
    static String variable(Map<String, String> environment) {
        return environment.getOrDefault(CONFIGURATION, "");
    }

    /**
     * Arguments: the checkout, the home. A variable named after each service to be trained holds its
     * configuration.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Asked to end, it takes the JVM in training along; that one has nothing to finish.
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        Path checkout = Path.of(arguments[0]);
        Home home = new Home(Path.of(arguments[1]));
        for (Service service : Service.values()) {
            String configuration = System.getenv(service.name());
            if (configuration != null) {
                AppImage image = AppImage.of(service, service.jar(checkout), home.apps());
                boolean made = image.train(
                        Map.of(CONFIGURATION, configuration), home.log(service.module() + "-training"));
                System.out.println(
                        service.module() + (made ? " has a cache" : " has no cache: its run failed"));
            }
        }
    }
}
