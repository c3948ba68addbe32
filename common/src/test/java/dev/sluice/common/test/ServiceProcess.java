package dev.sluice.common.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import dev.sluice.local.process.LoopbackPorts;

/** A service as a process of its own, so that it can be killed. */
public final class ServiceProcess {

    private final int port = LoopbackPorts.free(1).getFirst();
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private @Nullable Process process;

    /**
     * A service that has not been started.
     *
     * @param application the class that starts it
     */
    public ServiceProcess(Class<?> application, Map<String, ?> properties) {
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                application.getName(), "--server.port=" + port,
                "--spring.datasource.hikari.minimum-idle=1"));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        log = Path.of("target", application.getSimpleName() + ".log").toAbsolutePath();
    }

    /** Returns when it is up; again after it was killed. */
    public void start() {
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

    /** With SIGKILL. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** As an operator would. */
    public void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    public int port() {
        return port;
    }
}
