package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs phases of load from a process of its own. */
final class Gatling {

    private final Place place;
    private final AuthService service;
    private final Map<String, String> secrets;
    private final int accounts;

    /** @param secrets for the load's environment, where nobody else reads them */
    Gatling(Place place, AuthService service, Map<String, String> secrets, int accounts) {
        this.place = place;
        this.service = service;
        this.secrets = Map.copyOf(secrets);
        this.accounts = accounts;
    }

    /** @param firstAccount of those that each sign in once */
    List<Phase> run(int firstAccount, String... phases) {
        return begin(List.of(), firstAccount, phases).end();
    }

    /**
     * Returns while it runs, as if it ran on another machine: on cores that it shares with the service it has
     * only what the service leaves.
     */
    Running behind(int firstAccount, String... phases) {
        return begin(List.of("nice", "-n", "19"), firstAccount, phases);
    }

    private Running begin(List<String> prefix, int firstAccount, String... phases) {
        try {
            Path results = Files.createTempFile(place.home(), "load", ".txt");
            List<String> properties = List.of("-Dbench.plan=" + String.join(" ", phases),
                    "-Dbench.results=" + results, "-Dbench.service=" + service.address(),
                    "-Dbench.pid=" + service.pid(), "-Dbench.account=" + firstAccount,
                    "-Dbench.accounts=" + accounts);
            Path log = place.home().resolve("gatling.log");
            List<String> command = new ArrayList<>(prefix);
            command.addAll(place.loadCommand(properties));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(secrets);
            return new Running(builder.start(), results, log);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Running(Process process, Path results, Path log) {

        List<Phase> end() {
            try {
                int status = process.waitFor();
                if (status != 0) {
                    throw new IllegalStateException("Gatling ended with " + status + "; see " + log);
                }
                return Files.readAllLines(results).stream().map(Phase::parse).toList();
            }
            catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
    }
}
