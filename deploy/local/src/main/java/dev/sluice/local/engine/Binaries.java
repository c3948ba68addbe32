package dev.sluice.local.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.tukaani.xz.XZInputStream;

import dev.sluice.local.process.ServerFailed;

/**
 * The native programs that come inside jars, unpacked once per user and version into the user's cache
 * directory. What is found there is whole: it is unpacked aside and moved.
 */
final class Binaries {

    private Binaries() {}

    /** The directory that holds {@code bin/postgres}. */
    static Path postgres() {
        return unpacked(isArm() ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz", Binaries::untar);
    }

    /** The program that is both Redis and Sentinel. */
    static Path redis() {
        String resource = isArm() ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
        return unpacked(resource, Binaries::program).resolve("redis-server");
    }

    private static Path unpacked(String resource, Unpacking unpacking) {
        URL url = Binaries.class.getResource("/" + resource);
        if (url == null || !System.getProperty("os.name").equals("Linux")) {
            throw new ServerFailed("The embedded stack runs on Linux on x86-64 and arm64 only, not on "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                    + "; where a Docker engine exists, -Dsluice.stack=docker does the same");
        }
        // jar:file:/…/name-version.jar!/resource: the jar's name tells versions and architectures apart.
        String jar = url.getPath().replaceFirst("\\.jar!/.*", "").replaceFirst(".*/", "");
        Path target = Cache.directory().resolve(jar);
        if (Files.isDirectory(target)) {
            return target;
        }
        try (InputStream in = url.openStream()) {
            Path draft = Files.createTempDirectory(Files.createDirectories(Cache.directory()), jar + ".");
            unpacking.unpack(in, draft);
            return moved(draft, target);
        }
        catch (IOException e) {
            throw new ServerFailed("The programs of " + jar + " could not be unpacked below "
                    + Cache.directory() + " (" + e.getMessage() + ")", e);
        }
    }

    private static Path moved(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target);
        }
        catch (FileSystemException e) {
            Directories.delete(draft);
            if (!Files.isDirectory(target)) {
                throw e;
            }
            // Another process was faster; its copy is as good.
        }
        return target;
    }

    private static void untar(InputStream archive, Path directory) throws IOException {
        Process tar = new ProcessBuilder(List.of("tar", "-x", "-C", directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (XZInputStream in = new XZInputStream(archive); OutputStream out = tar.getOutputStream()) {
            in.transferTo(out);
        }
        if (tar.onExit().join().exitValue() != 0) {
            throw new IOException("tar ended with exit code " + tar.exitValue());
        }
    }

    private static void program(InputStream in, Path directory) throws IOException {
        Path program = directory.resolve("redis-server");
        Files.copy(in, program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private interface Unpacking {

        void unpack(InputStream in, Path directory) throws IOException;
    }
}
