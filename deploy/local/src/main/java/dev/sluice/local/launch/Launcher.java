package dev.sluice.local.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

import dev.sluice.local.demo.Demo;
import dev.sluice.local.demo.StepFailed;
import dev.sluice.local.process.Disk;
import dev.sluice.local.process.Ending;
import dev.sluice.local.process.PidFile;
import dev.sluice.local.process.ProcessId;
import dev.sluice.local.process.ServerFailed;

/** What {@code deploy/run} and {@code deploy/stop} do once the JVM is there. */
public final class Launcher {

    private static final PrintStream OUT = System.out;
    private static final String NOW = "--now";
    private static final Duration TRAINING = Duration.ofMinutes(2);

    private final Path checkout;
    private final Home home;
    private final PidFile attached;
    private final PidFile detached;

    private Launcher(Path checkout) {
        this.checkout = checkout;
        this.home = new Home(checkout.resolve(".sluice"));
        this.attached = new PidFile(home.process("launcher").resolve("attached"));
        this.detached = new PidFile(home.process("launcher").resolve("detached"));
    }

    /**
     * Arguments: {@code run} with the options of {@link Options}, or {@code stop}, which with {@code --now}
     * does not wait for the JVM caches of the next start.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path checkout = Path.of(System.getProperty("sluice.home")).toAbsolutePath().normalize();
        Launcher launcher = new Launcher(checkout);
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        try {
            switch (arguments[0]) {
                case "run" -> launcher.run(Options.parse(rest));
                case "stop" -> launcher.stop(rest);
                default -> throw new IllegalArgumentException("Unknown command " + arguments[0]);
            }
        }
        catch (IllegalArgumentException | ServerFailed e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        catch (IOException | UncheckedIOException e) {
            System.err.println("Sluice cannot go on: " + launcher.reason(e.toString()));
            System.exit(1);
        }
        catch (StepFailed e) {
            System.err.println("The demo stopped: " + launcher.reason(e.getMessage()));
            System.exit(1);
        }
    }

    private String reason(@Nullable String failure) {
        return Disk.reason(home.objects(), String.valueOf(failure)) + "; see the logs in " + home.logs();
    }

    private void run(Options options) throws IOException, InterruptedException {
        refuseSecondRun();
        long begin = Long.getLong("sluice.started", System.currentTimeMillis());
        LocalPlatform platform = LocalPlatform.of(checkout, options.broker());
        Thread ending = new Thread(() -> end(platform));
        Runtime.getRuntime().addShutdownHook(ending);
        Files.createDirectories(home.process("launcher"));
        attached.write(ProcessId.ofThisJvm());

        platform.refuseTakenPorts();
        OUT.println("Starting PostgreSQL, Redis, " + options.broker().kind().title() + " and five services.");
        platform.start(line -> OUT.println("  " + line));
        OUT.println();
        Table.lines(platform.table(), checkout).forEach(OUT::println);
        OUT.println();
        OUT.println(figures(begin));
        OUT.println("The administrator's address and password are in "
                + checkout.relativize(home.credentials()) + ".");
        if (options.demo()) {
            OUT.println();
            OUT.println("The main job, once:");
            new Demo(platform.addresses(), OUT).run();
        }
        OUT.println();
        if (platform.training().missing() > 0) {
            platform.startTraining();
            OUT.println("The next start will be faster; what it takes is made in the background.");
        }
        if (options.detach()) {
            Runtime.getRuntime().removeShutdownHook(ending);
            Files.move(attached.path(), detached.path(), StandardCopyOption.REPLACE_EXISTING);
            OUT.println("Everything keeps running; deploy/stop ends it.");
        }
        else {
            OUT.println("Ctrl-C ends everything; the data stays.");
            new CountDownLatch(1).await();
        }
    }

    private void stop(List<String> options) throws IOException {
        if (!options.isEmpty() && !options.equals(List.of(NOW))) {
            throw new IllegalArgumentException("Usage: deploy/stop [--now]");
        }
        if (attached.living().isPresent()) {
            throw new IllegalArgumentException("deploy/run is in charge of it: end that one with Ctrl-C.");
        }
        List<String> running = home.running();
        if (running.isEmpty()) {
            OUT.println("Nothing is running.");
            detached.delete();
            return;
        }
        LocalPlatform platform = LocalPlatform.of(checkout, Broker.KAFKA);
        if (options.isEmpty()) {
            awaitTraining(platform.training());
        }
        end(platform);
        OUT.println("It was " + String.join(", ", running) + ".");
    }

    /** Once for each build: cut short, it would have to be done again, and the next start were slow too. */
    private static void awaitTraining(Training training) {
        training.process().ifPresent(process -> {
            OUT.println("What makes the next start fast is being finished, which takes a minute at most;"
                    + " deploy/stop --now goes without.");
            Ending.gone(List.of(process), TRAINING);
        });
    }

    private void end(LocalPlatform platform) {
        OUT.println("Stopping the services, then what they stand on.");
        platform.close();
        attached.delete();
        detached.delete();
        OUT.println("Everything has ended.");
    }

    /** An orphan of a run that was killed is no reason to refuse: the start ends it. */
    private void refuseSecondRun() {
        if (attached.living().isPresent() || (Files.exists(detached.path()) && isRunning())) {
            throw new IllegalArgumentException(
                    "The platform of this checkout is running already; deploy/stop ends it.");
        }
    }

    private boolean isRunning() {
        return Arrays.stream(Service.values())
                .map(service -> new PidFile(home.process(service.module()).resolve("pid")))
                .anyMatch(file -> file.living().isPresent());
    }

    private String figures(long begin) {
        double seconds = (System.currentTimeMillis() - begin) / 1000.0;
        String memory = Memory.resident(home).stream()
                .mapToObj(bytes -> String.format(Locale.ROOT, ", %.2f GB resident in all", bytes / 1e9))
                .findFirst()
                .orElse("");
        return String.format(Locale.ROOT, "All healthy after %.1f s%s.", seconds, memory);
    }
}
