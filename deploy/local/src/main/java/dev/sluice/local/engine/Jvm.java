package dev.sluice.local.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM like this one, but small. */
public final class Jvm {

    private static final List<String> LEAN =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private Jvm() {}

    /** {@code java} of the JDK that runs this. */
    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Options with which a server's JVM loads its classes from an archive; where there is none yet, it writes
     * one when it ends gracefully, which takes it some seconds. All of one user's servers share it.
     */
    static List<String> keepingClasses(String server, ClassPath classPath) {
        Path archive = archive(server, classPath);
        if (isWhole(archive)) {
            return keptClasses(server, classPath);
        }
        try {
            Files.createDirectories(archives());
            return quietly("-XX:ArchiveClassesAtExit=" + archive);
        }
        catch (IOException e) {
            // Where nothing can be kept, each start is as slow as the first.
            return List.of();
        }
    }

    /** Options for a program that makes use of that archive where there is one, and makes none. */
    static List<String> keptClasses(String server, ClassPath classPath) {
        Path archive = archive(server, classPath);
        return isWhole(archive) ? quietly("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /** A JVM reads only what one of its version has written, of the same jars. */
    private static Path archive(String server, ClassPath classPath) {
        String build = Integer.toHexString((Runtime.version() + classPath.state()).hashCode());
        return archives().resolve(server + "-" + build + ".jsa");
    }

    private static Path archives() {
        return Cache.directory().resolve("classes");
    }

    /** It would name each class that it cannot keep. */
    private static List<String> quietly(String option) {
        return List.of(option, "-Xlog:cds=off", "-Xlog:aot=off");
    }

    /** The JVM writes the beginning last; with half an archive it would be slower than without one. */
    private static boolean isWhole(Path archive) {
        try (InputStream in = Files.newInputStream(archive)) {
            return in.read() > 0;
        }
        catch (IOException missing) {
            return false;
        }
    }

    static List<String> command(
            List<String> options, ClassPath classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable());
        command.addAll(LEAN);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath.argument(), main));
        command.addAll(arguments);
        return command;
    }
}
