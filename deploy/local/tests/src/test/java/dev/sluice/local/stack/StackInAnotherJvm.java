package dev.sluice.local.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.sluice.local.engine.Kind;

/** A JVM that starts a stack and writes a note to each component, to be killed by a test. */
final class StackInAnotherJvm {

    /** Without Pulsar, which takes longest: the main job is told on one that is killed and starts again. */
    static final Set<Kind> STARTED = EnumSet.of(Kind.POSTGRES, Kind.REDIS, Kind.KAFKA);

    private StackInAnotherJvm() {}

    /** Arguments: the directory of the stack, the note. */
    public static void main(String[] arguments) throws Exception {
        Stack stack = Stack.fresh(Path.of(arguments[0]));
        stack.start(STARTED);
        new Notes(stack).write(arguments[1], STARTED);
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Returns when all its servers are ready and hold the note. */
    static Process start(Path directory, String note) throws IOException {
        Process process = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dsluice.maven.repository=" + System.getProperty("sluice.maven.repository", ""),
                "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StackInAnotherJvm.class.getName(), directory.toString(), note))
                .redirectError(new File(directory.toFile(), "another-jvm.log"))
                .start();
        String line = process.inputReader().readLine();
        if (!"ready".equals(line)) {
            process.destroyForcibly();
            throw new IOException("The other JVM said " + line + "; see " + directory);
        }
        return process;
    }
}
