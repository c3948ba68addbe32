package dev.sluice.local.engine;

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
     * Options with which the JVM keeps the classes that it loaded: it writes them when it ends, and starts
     * faster with them the next time.
     *
     * @param archive its directory and the beginning of its name
     */
    static List<String> keepingClasses(Path archive, ClassPath classPath) {
        // The JVM makes one of another JDK anew, but not one of other jars.
        String file = archive + "-" + Integer.toHexString(classPath.state().hashCode()) + ".jsa";
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file,
                // It would name each class that it cannot keep.
                "-Xlog:cds=off");
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
