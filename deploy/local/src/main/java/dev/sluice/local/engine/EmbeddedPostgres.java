package dev.sluice.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.sluice.local.process.Ending;
import dev.sluice.local.process.Launch;
import dev.sluice.local.process.ProcessId;
import dev.sluice.local.process.Server;

/** One PostgreSQL server that accepts passwords over TCP only. */
final class EmbeddedPostgres implements Recipe {

    static final String USER = "postgres";
    static final String PASSWORD = "dev-only-postgres";
    /** Arguments of initdb, wherever it runs. */
    static final List<String> INITDB = List.of(
            // The order of texts must not depend on the machine.
            "-E", "UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            // A client would hash its password 4096 times for each connection, to protect one that is known.
            "-c", "scram_iterations=1");

    private final Durability durability;

    EmbeddedPostgres(Durability durability) {
        this.durability = durability;
    }

    @Override
    public void prepare(Path home, List<Integer> ports) throws IOException {
        endStrays(data(home));
        if (Files.exists(data(home))) {
            return;
        }
        // Made aside and moved: a set-up that was killed half way must not pass for a database.
        Path draft = home.resolve("data.new");
        Directories.delete(draft);
        Path password = Files.writeString(home.resolve("password"), PASSWORD);
        List<String> command = new ArrayList<>(asServer());
        command.addAll(List.of(program("initdb"), "-D", draft.toString(), "-U", USER, "-A", "scram-sha-256",
                "--pwfile", password.toString()));
        command.addAll(INITDB);
        if (durability == Durability.THROWAWAY) {
            command.add("--no-sync");
        }
        OneShot.run("PostgreSQL's initdb", home, command);
        Files.delete(password);
        Files.move(draft, data(home));
    }

    @Override
    public List<List<Server>> stages(Path home, List<Integer> ports) {
        int port = ports.getFirst();
        List<String> command = new ArrayList<>(asServer());
        command.addAll(List.of(program("postgres"), "-D", data(home).toString(), "-p", String.valueOf(port)));
        command.addAll(arguments("listen_addresses=127.0.0.1", "unix_socket_directories="));
        command.addAll(settings(durability));
        // INT asks for a fast shutdown; TERM would wait for every client to leave.
        return List.of(List.of(new Server("PostgreSQL", home,
                new Launch(command, List.of(port), Probes.sql(port)).stoppedBy("INT"))));
    }

    /** As arguments of the server, wherever it runs. */
    static List<String> settings(Durability durability) {
        List<String> arguments = arguments(
                "max_connections=400", "shared_buffers=32MB", "jit=off", "log_line_prefix=%m [%p] %d ");
        if (durability == Durability.THROWAWAY) {
            arguments.addAll(arguments("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        return arguments;
    }

    private static List<String> arguments(String... settings) {
        List<String> arguments = new ArrayList<>();
        for (String setting : settings) {
            arguments.addAll(List.of("-c", setting));
        }
        return arguments;
    }

    /**
     * Ends what works on this data without our pid file: a server whose starter died before it wrote one,
     * or the children that a killed server leaves for a moment. The next start would fail on their shared
     * memory.
     */
    private static void endStrays(Path data) throws IOException {
        Optional<ProcessId> postmaster = postmaster(data);
        if (postmaster.isPresent()) {
            Ending.gracefully(postmaster.get(), "INT", Duration.ofSeconds(30));
        }
        ProcessHandle.allProcesses()
                .filter(process -> worksIn(data, process.pid()))
                .flatMap(process -> ProcessId.of(process.pid()).stream())
                .forEach(Ending::atOnce);
    }

    private static Optional<ProcessId> postmaster(Path data) throws IOException {
        try {
            String first = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
            return Optional.of(Long.parseLong(first))
                    .filter(pid -> worksIn(data, pid))
                    .flatMap(ProcessId::of);
        }
        catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static boolean worksIn(Path data, long pid) {
        try {
            Path process = Path.of("/proc", String.valueOf(pid));
            return Files.readString(process.resolve("comm")).strip().equals("postgres")
                    && Files.readSymbolicLink(process.resolve("cwd")).equals(data.toRealPath());
        }
        catch (IOException goneOrForeign) {
            return false;
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it sees itself as nobody. */
    private static List<String> asServer() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
    }

    private static String program(String name) {
        return Binaries.postgres().resolve("bin").resolve(name).toString();
    }

    private static Path data(Path home) {
        return home.resolve("data");
    }
}
