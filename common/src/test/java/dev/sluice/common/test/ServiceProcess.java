package dev.sluice.common.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.sluice.local.process.LoopbackPorts;

/** A service as a process of its own, so that it can be killed, and the instance that takes over from it. */
public final class ServiceProcess {

    private final int port = LoopbackPorts.free(1).getFirst();
    private final Class<?> application;
    private final List<String> arguments = new ArrayList<>();
    private final Path log;
    private @Nullable Process process;
    private @Nullable ConfigurableApplicationContext successor;

    /**
     * A service that has not been started.
     *
     * @param application the class that starts it
     */
    public ServiceProcess(Class<?> application, Map<String, ?> properties) {
        this.application = application;
        arguments.addAll(List.of("--server.port=" + port, "--spring.datasource.hikari.minimum-idle=1"));
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        log = Path.of("target", application.getSimpleName() + ".log").toAbsolutePath();
    }

    /** Returns when it is up. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                application.getName()));
        command.addAll(arguments);
        try {
            Process started = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            process = started;
            Awaitility.await("the service is up").atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(100)).until(() -> isUp(started));
        }
        catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isUp(Process started) {
        if (!started.isAlive()) {
            throw new IllegalStateException("The service ended, see " + log);
        }
        try {
            return Http.send(Http.request(port, "/actuator/health/liveness")).status() == 200;
        }
        catch (Http.Unanswered notYet) {
            return false;
        }
    }

    /**
     * Another instance in the place of the one that was killed; returns when it is up. It is in this JVM,
     * where it starts in a fraction of the time, and so cannot be killed.
     */
    public void takeOver() {
        if (process == null || process.isAlive() || successor != null) {
            throw new IllegalStateException("Nobody was killed");
        }
        successor = new SpringApplicationBuilder(application).run(arguments.toArray(String[]::new));
    }

    /** With SIGKILL. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** As an operator would, whichever of the two runs; with SIGKILL where that has no effect. */
    public void stop() throws InterruptedException {
        try {
            if (process != null) {
                process.destroy();
                process.waitFor(1, TimeUnit.MINUTES);
            }
            kill();
        }
        finally {
            if (successor != null) {
                successor.close();
            }
        }
    }

    public int port() {
        return port;
    }
}
