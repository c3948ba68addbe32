package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.sluice.local.engine.Jvm;

/**
 * Where the benchmark runs: the checkout, and what its environment adds to the commands.
 *
 * @param service put before the service's command, such as {@code taskset -c 0,1}
 * @param load put before Gatling's, such as {@code taskset -c 2-7}
 * @param options of the service's JVM, beside those of production
 */
record Place(Path checkout, List<String> service, List<String> load, List<String> options) {

    static Place ofThisRun() {
        return new Place(Path.of(System.getProperty("sluice.home")), words("SLUICE_BENCH_SERVICE_PREFIX"),
                words("SLUICE_BENCH_LOAD_PREFIX"), words("SLUICE_BENCH_SERVICE_OPTIONS"));
    }

    private static List<String> words(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isBlank())
                .map(text -> Arrays.asList(text.strip().split(" +", -1))).orElse(List.of());
    }

    Path home() {
        return checkout.resolve(".sluice").resolve("bench");
    }

    /** A JVM with the full compiler, as a shared installation runs it, and an endpoint that does nothing. */
    List<String> serviceCommand() {
        List<String> command = new ArrayList<>(service);
        command.addAll(List.of(Jvm.executable(), "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of(
                "-Dloader.path=" + checkout.resolve("deploy/bench/empty/target/sluice-bench-empty.jar"),
                "-cp", checkout.resolve("auth-service/target/auth-service.jar").toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher"));
        return command;
    }

    List<String> loadCommand(List<String> properties) {
        Path target = checkout.resolve("deploy/bench/gatling/target");
        List<String> command = new ArrayList<>(load);
        command.addAll(List.of(Jvm.executable(), "-Xmx512m", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        command.addAll(properties);
        command.addAll(List.of("-cp", target.resolve("sluice-bench-gatling.jar") + ":"
                        + jars(target), "io.gatling.app.Gatling",
                "-s", "dev.sluice.bench.load.Load", "-nr", "-rf", home().resolve("gatling").toString()));
        return command;
    }

    private static String jars(Path target) {
        try {
            return Files.readString(target.resolve("gatling.class-path")).strip();
        }
        catch (IOException e) {
            throw new UncheckedIOException("Gatling is not built", e);
        }
    }
}
