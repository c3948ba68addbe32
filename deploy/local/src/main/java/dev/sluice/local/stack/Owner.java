package dev.sluice.local.stack;

import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.local.process.ProcessId;

/** Whose life the shared stack lasts: the Maven process above this JVM, else this JVM itself. */
final class Owner {

    private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";

    private Owner() {}

    static ProcessId ofThisBuild() {
        return Stream.iterate(ProcessHandle.current().parent(), Optional::isPresent,
                        handle -> handle.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(Owner::isMaven)
                .findFirst()
                .flatMap(maven -> ProcessId.of(maven.pid()))
                .orElseGet(ProcessId::ofThisJvm);
    }

    private static boolean isMaven(ProcessHandle process) {
        return process.info().commandLine().filter(line -> line.contains(MAVEN)).isPresent();
    }
}
