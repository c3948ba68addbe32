package dev.sluice.local.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.sluice.local.process.Disk;
import dev.sluice.local.process.ServerFailed;

/** A program that does its work and ends; what it says goes to {@code setup.log}. */
final class OneShot {

    private OneShot() {}

    static void run(String name, Path home, List<String> command) throws IOException {
        Path log = home.resolve("setup.log");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ServerFailed(name + " did not end within 60 s; see " + log);
            }
        }
        catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerFailed("The wait for " + name + " was interrupted.", e);
        }
        if (process.exitValue() != 0) {
            throw new ServerFailed(name + " failed: "
                    + Disk.reason(home, "it ended with exit code " + process.exitValue()) + "; see " + log);
        }
    }
}
