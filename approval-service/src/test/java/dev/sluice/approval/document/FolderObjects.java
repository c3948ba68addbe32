package dev.sluice.approval.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import dev.sluice.common.object.ObjectNotFound;
import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.object.Stored;

/** An object store of files, as small as can be. */
record FolderObjects(Path root) implements ObjectStore {

    @Override
    public Stored put(String key, InputStream bytes) throws IOException {
        Path target = root.resolve(key);
        Files.createDirectories(target.getParent());
        Path part = Files.createTempFile(root, "part", null);
        Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return find(key).orElseThrow();
    }

    @Override
    public InputStream open(String key) throws IOException {
        try {
            return Files.newInputStream(root.resolve(key));
        } catch (NoSuchFileException e) {
            throw new ObjectNotFound(key);
        }
    }

    @Override
    public Optional<Stored> find(String key) throws IOException {
        Path path = root.resolve(key);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        return Optional.of(new Stored(key, Files.size(path), sha256(Files.readAllBytes(path))));
    }

    @Override
    public Stored copy(String from, String to) throws IOException {
        try (InputStream bytes = open(from)) {
            return put(to, bytes);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(root.resolve(key));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
