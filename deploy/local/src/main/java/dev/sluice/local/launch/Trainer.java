package dev.sluice.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.local.process.Parallel;

/** The process that makes the JVM caches after a first start, two at a time. */
final class Trainer {

    private static final int AT_A_TIME = 2;
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
    public static void main(String[] arguments) {
        // Asked to end, it takes the JVMs in training along; those have nothing to finish.
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        Home home = new Home(Path.of(arguments[1]));
        Training training = new Training(Path.of(arguments[0]), home);
        List<Service> missing = Stream.of(Service.values())
                .filter(service -> System.getenv(service.name()) != null)
                .toList();
        Parallel.forEach(missing, AT_A_TIME, service -> System.out.println(service.module() + " has "
                + (train(training.image(service), home, service) ? "a cache" : "no cache: its run failed")));
    }

    private static boolean train(AppImage image, Home home, Service service) {
        try {
            return image.train(Map.of(CONFIGURATION, System.getenv(service.name())),
                    home.log(service.module() + "-training"));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
