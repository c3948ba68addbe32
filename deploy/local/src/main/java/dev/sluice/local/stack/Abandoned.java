package dev.sluice.local.stack;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.local.engine.Directories;
import dev.sluice.local.process.Ending;
import dev.sluice.local.process.PidFile;
import dev.sluice.local.process.ProcessId;

/**
 * What the stacks of earlier builds left when their keepers were killed too: servers that nobody needs, and
 * files.
 */
final class Abandoned {

    private static final System.Logger LOG = System.getLogger(Abandoned.class.getName());

    private Abandoned() {}

    /** Ends and deletes every stack below whose owner and keeper are dead. */
    static void sweep(Path stacks) {
        for (Path stack : children(stacks)) {
            String owner = String.valueOf(stack.getFileName());
            boolean owned = ProcessId.parse(owner).filter(ProcessId::isAlive).isPresent();
            if (!owned && new PidFile(stack.resolve(Keeper.PID_FILE)).living().isEmpty()) {
                try {
                    end(stack);
                }
                catch (IOException | RuntimeException e) {
                    // Another keeper sweeps at the same time; the next one will look again.
                    LOG.log(Level.WARNING, "An abandoned stack is still there: " + stack, e);
                }
            }
        }
    }

    private static void end(Path stack) throws IOException {
        try (Stream<Path> files = Files.find(stack, 3, (path, attributes) -> path.endsWith("pid"))) {
            files.flatMap(file -> new PidFile(file).living().stream()).forEach(Ending::atOnce);
        }
        Directories.delete(stack);
    }

    private static List<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory).toList();
        }
        catch (IOException e) {
            return List.of();
        }
    }
}
