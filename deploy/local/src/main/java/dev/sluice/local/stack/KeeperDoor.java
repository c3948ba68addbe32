package dev.sluice.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.local.engine.ClassPath;
import dev.sluice.local.engine.Engine;
import dev.sluice.local.engine.Jvm;
import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.ProcessId;
import dev.sluice.local.process.ServerFailed;

/** Asks the keeper of this build to start components, and starts the keeper where none is there yet. */
final class KeeperDoor {

    static final String SOCKET = "keeper.sock";

    private final ProcessId owner;
    private final Path directory;

    KeeperDoor(ProcessId owner) {
        this.owner = owner;
        this.directory = root().resolve(owner.toString());
    }

    /** Where every build of this user has its keeper's directory, named after the process it belongs to. */
    static Path root() {
        String user = System.getProperty("user.name");
        return Path.of(System.getProperty("java.io.tmpdir"), "sluice-stacks-" + user);
    }

    Path directory() {
        return directory;
    }

    Engine engine(Kind kind) {
        return new Kept(kind);
    }

    private List<Integer> ask(Kind kind) {
        try {
            openKeeper();
            String answer = exchange("start " + kind);
            if (!answer.startsWith("ports ")) {
                throw new ServerFailed(answer);
            }
            String[] ports = answer.substring("ports ".length()).split(" ", -1);
            return Arrays.stream(ports).map(Integer::valueOf).toList();
        }
        catch (IOException e) {
            throw new ServerFailed("The keeper of the shared stack does not answer; see "
                    + directory.resolve("keeper.log"), e);
        }
    }

    private String exchange(String question) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(directory.resolve(SOCKET)));
            channel.write(StandardCharsets.UTF_8.encode(question + "\n"));
            BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            String answer = reader.readLine();
            if (answer == null) {
                throw new IOException("the keeper hung up");
            }
            return answer;
        }
    }

    /** One JVM of the build starts the keeper, the others wait for it at the lock. */
    private void openKeeper() throws IOException {
        // A file lock keeps JVMs apart, not the threads of one.
        synchronized (KeeperDoor.class) {
            openKeeperOnce();
        }
    }

    private void openKeeperOnce() throws IOException {
        Files.createDirectories(root(), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
        Files.createDirectories(directory);
        try (FileChannel channel = FileChannel.open(directory.resolve("lock"),
                        StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || answers()) {
                return;
            }
            Process keeper = spawn();
            long until = System.nanoTime() + 60_000_000_000L;
            while (!answers()) {
                if (!keeper.isAlive() || System.nanoTime() > until) {
                    throw new IOException("the keeper did not start");
                }
                keeper.onExit().completeOnTimeout(keeper, 50, TimeUnit.MILLISECONDS).join();
            }
        }
    }

    private boolean answers() {
        try {
            return exchange("hello").equals("hello");
        }
        catch (IOException nobody) {
            return false;
        }
    }

    private Process spawn() throws IOException {
        String classPath = Stream.concat(Stream.of(ourselves()), ClassPath.of("local").jars().stream())
                .map(Path::toString)
                .collect(Collectors.joining(":"));
        List<String> properties = Stream.of("sluice.maven.repository", "sluice.stack")
                .filter(name -> System.getProperty(name) != null)
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
        List<String> command = Stream.of(
                        List.of(Jvm.executable(), "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        properties,
                        List.of("-cp", classPath, Keeper.class.getName()),
                        List.of(directory.toString(), owner.toString()))
                .flatMap(List::stream)
                .toList();
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("keeper.log").toFile()))
                .start();
    }

    private static Path ourselves() {
        try {
            return Path.of(Keeper.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        }
        catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A component that the keeper runs: it can be started, and is not this JVM's to end. */
    private final class Kept implements Engine {

        private final Kind kind;
        private volatile List<Integer> ports = List.of();

        Kept(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void start() {
            ports = ask(kind);
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException(
                    "The shared stack is everybody's: use Stack.fresh(directory)");
        }

        @Override
        public void kill() {
            stop();
        }

        @Override
        public boolean isRunning() {
            return !ports.isEmpty();
        }

        @Override
        public List<Integer> ports() {
            return ports;
        }
    }
}
