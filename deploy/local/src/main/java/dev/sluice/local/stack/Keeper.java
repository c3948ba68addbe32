package dev.sluice.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import dev.sluice.local.engine.Directories;
import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.PidFile;
import dev.sluice.local.process.ProcessId;

/**
 * Holds the shared stack of one build. Lives exactly as long as the owner does, however the owner ends, and
 * leaves neither a process nor a file behind.
 */
final class Keeper {

    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());
    static final String PID_FILE = "keeper.pid";

    private final Path directory;
    private final Stack stack;

    private Keeper(Path directory) {
        this.directory = directory;
        this.stack = Stack.throwaway(directory);
    }

    /** Arguments: the directory, the owner. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        ProcessId owner = ProcessId.parse(arguments[1]).orElseThrow();
        new PidFile(directory.resolve(PID_FILE)).write(ProcessId.ofThisJvm());
        Keeper keeper = new Keeper(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(keeper::end));
        Thread.ofPlatform().daemon().start(() -> Abandoned.sweep(KeeperDoor.root()));
        Thread.ofPlatform().daemon().start(keeper::answer);
        while (owner.isAlive() && Files.isDirectory(directory)) {
            Thread.sleep(300);
        }
        System.exit(0);
    }

    private void answer() {
        Path socket = directory.resolve(KeeperDoor.SOCKET);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Files.deleteIfExists(socket);
            server.bind(UnixDomainSocketAddress.of(socket));
            while (true) {
                SocketChannel caller = server.accept();
                Thread.ofPlatform().daemon().start(() -> answer(caller));
            }
        }
        catch (IOException e) {
            LOG.log(Level.ERROR, "The door cannot be opened", e);
            System.exit(1);
        }
    }

    private void answer(SocketChannel caller) {
        try (caller) {
            BufferedReader reader = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
            String question = reader.readLine();
            caller.write(StandardCharsets.UTF_8.encode(replyTo(String.valueOf(question)) + "\n"));
        }
        catch (IOException e) {
            // The caller is gone and will ask again if it still lives.
            LOG.log(Level.ERROR, "A caller hung up", e);
        }
    }

    private String replyTo(String question) {
        if (question.equals("hello")) {
            return question;
        }
        try {
            return "ports " + stack.ports(Kind.valueOf(question.replace("start ", ""))).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "));
        }
        catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A component did not start", e);
            return String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private void end() {
        try {
            stack.kill();
            Directories.delete(directory);
        }
        catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "Something is left in " + directory, e);
        }
    }
}
