package dev.sluice.local.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A program in a jar that can be unpacked as a service's can. It listens nowhere. */
final class FakeService {

    /** The variable that says with which code a run ends; without it, it does not end. */
    static final String EXIT = "EXIT";

    private FakeService() {
    }

    public static void main(String[] arguments) throws Exception {
        if ("tools".equals(System.getProperty("jarmode"))) {
            // extract --destination DIRECTORY
            Path jar = Path.of(FakeService.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path directory = Files.createDirectories(Path.of(arguments[2]));
            Files.copy(jar, directory.resolve(jar.getFileName()));
            return;
        }
        if (System.getenv(EXIT) != null) {
            System.exit(Integer.parseInt(System.getenv(EXIT)));
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Packages it; another build makes another jar. */
    static Path jar(Path file, String build) throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String name = FakeService.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                InputStream code = FakeService.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
            jar.putNextEntry(new JarEntry(build));
        }
        return file;
    }
}
