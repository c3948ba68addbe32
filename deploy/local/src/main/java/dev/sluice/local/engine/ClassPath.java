package dev.sluice.local.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.sluice.local.process.ServerFailed;

/**
 * The class path of a server with a process of its own. The build lists its jars relative to Maven's
 * repository, from which it has just downloaded them; here the repository of this machine is put in front.
 */
public record ClassPath(List<Path> jars) {

    private static final String REPOSITORY = "@repository@";

    /** Of {@code kafka}, {@code pulsar} or {@code local}. */
    public static ClassPath of(String name) {
        try (InputStream list = ClassPath.class.getResourceAsStream(name + ".class-path")) {
            if (list == null) {
                throw new ServerFailed("The list of the jars of " + name
                        + " is missing: build deploy/local/" + name + " before deploy/local");
            }
            String text = new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new ClassPath(Arrays.stream(text.split(":", -1))
                    .map(jar -> Path.of(jar.replace(REPOSITORY, repository())))
                    .toList()).present(name);
        }
        catch (IOException e) {
            throw new ServerFailed("The list of the jars of " + name + " cannot be read", e);
        }
    }

    /** As {@code java -cp} takes it. */
    public String argument() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    /** Tells one build of its jars from another, as the JVM does: by place, size and time. */
    String state() {
        return jars.stream().map(Path::toFile)
                .map(jar -> jar + " " + jar.length() + " " + jar.lastModified())
                .collect(Collectors.joining("\n"));
    }

    private ClassPath present(String name) {
        jars.stream().filter(jar -> !Files.exists(jar)).findFirst().ifPresent(missing -> {
            throw new ServerFailed("A jar of " + name + " is not in Maven's repository: " + missing
                    + "; run mvn verify once, or say where it is with -Dsluice.maven.repository");
        });
        return this;
    }

    private static String repository() {
        return Optional.ofNullable(System.getProperty("sluice.maven.repository"))
                .or(ClassPath::ourRepository)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    }

    /** The repository from which this JVM itself runs, where it does. */
    private static Optional<String> ourRepository() {
        String client = "/org/apache/kafka/kafka-clients/";
        return Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                .filter(jar -> jar.contains(client))
                .map(jar -> jar.substring(0, jar.indexOf(client)))
                .findFirst();
    }
}
