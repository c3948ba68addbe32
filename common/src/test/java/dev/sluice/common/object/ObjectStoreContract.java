package dev.sluice.common.object;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every object store promises. */
abstract class ObjectStoreContract {

    static final int MB = 1024 * 1024;

    private final String folder = "uploads/" + UUID.randomUUID() + "/";

    abstract ObjectStore store();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 5 * MB, 5 * MB + 1, 12 * MB})
    void whatWasPutComesOutAgain(int size) throws Exception {
        byte[] bytes = bytes(size);
        Stored stored = store().put(folder + "a.csv", new ByteArrayInputStream(bytes));
        assertThat(stored).isEqualTo(new Stored(folder + "a.csv", size, sha256(bytes)));
        assertThat(store().find(folder + "a.csv")).contains(stored);
        try (InputStream object = store().open(folder + "a.csv")) {
            assertThat(object.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aNameMayHoldSpacesAndAnyLetters() throws IOException {
        String key = folder + "Flughäfen 日本 (1)+&=.csv";
        store().put(key, text("x"));
        assertThat(store().find(key)).isPresent();
        assertThat(read(key)).isEqualTo("x");
    }

    @Test
    void anObjectIsReplacedWhole() throws IOException {
        store().put(folder + "a", text("a long first version"));
        store().put(folder + "a", text("short"));
        assertThat(read(folder + "a")).isEqualTo("short");
    }

    @Test
    void aMissingObjectIsAFact() throws IOException {
        assertThat(store().find(folder + "nothing")).isEmpty();
        assertThat(store().exists(folder + "nothing")).isFalse();
        assertThatThrownBy(() -> store().open(folder + "nothing")).isInstanceOf(ObjectNotFound.class);
        assertThatThrownBy(() -> store().copy(folder + "nothing", folder + "b"))
                .isInstanceOf(ObjectNotFound.class);
        store().delete(folder + "nothing");
    }

    @Test
    void aFolderIsNoObject() throws IOException {
        store().put(folder + "a", text("x"));
        String parent = folder.substring(0, folder.length() - 1);
        assertThat(store().find(parent)).isEmpty();
        assertThat(store().exists(parent)).isFalse();
        assertThat(store().exists(folder + "a")).isTrue();
        assertThatThrownBy(() -> store().open(parent)).isInstanceOf(ObjectNotFound.class);
        store().delete(parent);
        assertThat(store().find(folder + "a")).isPresent();
    }

    @Test
    void aCopyIsAnObjectOfItsOwn() throws IOException {
        Stored source = store().put(folder + "a", text("x"));
        Stored copy = store().copy(folder + "a", folder + "archive/a");
        assertThat(copy).isEqualTo(new Stored(folder + "archive/a", 1, source.sha256()));
        store().delete(folder + "a");
        assertThat(store().find(folder + "a")).isEmpty();
        assertThat(store().find(folder + "archive/a")).contains(copy);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 6 * MB})
    void aStreamThatBreaksLeavesNothing(int size) throws IOException {
        assertThatThrownBy(() -> store().put(folder + "a", breaking(size)))
                .isInstanceOf(IOException.class).hasMessageContaining("cut");
        assertThat(store().find(folder + "a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../secret", "uploads/../../secret", "uploads/..",
        "uploads//a", "uploads/./a", "uploads/", "uploads\\..\\a", "uploads/a\nb", "uploads/\u0000",
        ".incoming/a", "a/ /b"})
    void aKeyThatCouldLeaveTheStoreIsRefused(String key) {
        assertThatThrownBy(() -> store().put(key, text("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().open(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().find(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().delete(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().copy(folder + "a", key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    final String read(String key) throws IOException {
        try (InputStream object = store().open(key)) {
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static InputStream breaking(int size) {
        return new FilterInputStream(new ByteArrayInputStream(new byte[size])) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                if (read < 0) {
                    throw new IOException("The line was cut");
                }
                return read;
            }
        };
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
