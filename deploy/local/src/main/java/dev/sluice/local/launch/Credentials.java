package dev.sluice.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

import dev.sluice.local.process.ServerFailed;

/**
 * The secrets of one local platform, generated at its first start and readable by its owner only. A shell
 * can source the file.
 *
 * @param keyEncryptionKey encrypts the private signing keys that auth-service keeps in its database
 */
record Credentials(String administrator, String password, String keyEncryptionKey) {

    private static final String EMAIL = "SLUICE_ADMIN_EMAIL";
    private static final String PASSWORD = "SLUICE_ADMIN_PASSWORD";
    private static final String KEY = "SLUICE_KEY_ENCRYPTION_KEY";

    /** Those of the file, or new ones that are there from now on. */
    static Credentials of(Path file) throws IOException {
        if (!Files.exists(file)) {
            generated().writeTo(file);
        }
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        return new Credentials(required(values, EMAIL, file), required(values, PASSWORD, file),
                required(values, KEY, file));
    }

    private static Credentials generated() {
        return new Credentials("admin@sluice.local", random(16), random(32));
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Written aside and moved: half a file of a killed start or a full disk is no credentials. */
    private void writeTo(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(draft);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(draft, ownerOnly);
        Files.write(draft, List.of(EMAIL + "=" + administrator, PASSWORD + "=" + password,
                KEY + "=" + keyEncryptionKey));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String required(Properties values, String name, Path file) {
        String value = values.getProperty(name, "");
        if (value.isBlank()) {
            throw new ServerFailed(file + " has no " + name + ": delete the .sluice folder to begin anew.");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Credentials[administrator=" + administrator + "]";
    }
}
