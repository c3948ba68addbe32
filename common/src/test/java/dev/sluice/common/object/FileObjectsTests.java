package dev.sluice.common.object;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileObjectsTests extends ObjectStoreContract {

    @TempDir
    private Path root;

    private FileObjects store;

    @BeforeEach
    void open() throws IOException {
        store = new FileObjects(root.resolve("objects"));
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Test
    void whatAKilledWriterLeftIsSweptAtTheNextStartAndNoYoungerFile() throws IOException {
        Path incoming = root.resolve("objects/.incoming");
        Path old = Files.writeString(incoming.resolve("old"), "x");
        Path young = Files.writeString(incoming.resolve("young"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ObjectAutoConfiguration.class))
                .withBean(Clock.class, Clock::systemUTC)
                .withPropertyValues("sluice.objects.file.root=" + root.resolve("objects"))
                .run(service -> service.getBean(ObjectStore.class));
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void aPutLeavesNothingBesideTheObject() throws IOException {
        store.put("uploads/1/a.csv", new ByteArrayInputStream(bytes(10)));
        assertThatThrownBy(() -> store.put("uploads/1/b.csv", breaking(10))).hasMessageContaining("cut");
        assertThat(root.resolve("objects/.incoming")).isEmptyDirectory();
        assertThat(root.resolve("objects/uploads/1/a.csv")).hasBinaryContent(bytes(10));
    }

    /**
     * S3 promises this too, but it cannot be shown there: the stand-in for S3 deletes the object whose
     * replacement is aborted.
     */
    @Test
    void aStreamThatBreaksLeavesTheOldObject() throws IOException {
        store.put("uploads/a", text("old"));
        assertThatThrownBy(() -> store.put("uploads/a", breaking(6 * MB))).isInstanceOf(IOException.class);
        assertThat(read("uploads/a")).isEqualTo("old");
    }

    @Test
    void aFolderGoesWithItsLastObject() throws IOException {
        store.put("uploads/1/a.csv", text("x"));
        store.put("uploads/1/b.csv", text("x"));
        store.delete("uploads/1/a.csv");
        assertThat(root.resolve("objects/uploads/1/b.csv")).exists();
        store.delete("uploads/1/b.csv");
        assertThat(root.resolve("objects/uploads")).doesNotExist();
        assertThat(root.resolve("objects")).exists();
    }

    @Test
    void anObjectIsPutAlsoWhileItsFolderIsRemoved() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var busy = IntStream.range(0, 4).mapToObj(client -> clients.submit(() -> {
                String key = "uploads/shared/deep/" + client;
                for (int round = 0; round < 200; round++) {
                    store.put(key, text("x"));
                    assertThat(read(key)).isEqualTo("x");
                    store.delete(key);
                }
                return client;
            })).toList();
            for (var each : busy) {
                each.get();
            }
        }
        assertThat(root.resolve("objects/uploads")).doesNotExist();
    }

    /** No test can cut the power, but one can see what is forced to the disk, and in which order. */
    @Test
    void anObjectIsOnTheDiskWithItsNameWhenThePutReturns() throws IOException {
        Path dump = root.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            store.put("uploads/1/a.csv", text("x"));
            recording.stop();
            recording.dump(dump);
        }
        Path objects = root.toRealPath().resolve("objects");
        assertThat(RecordingFile.readAllEvents(dump))
                .extracting(force -> objects.relativize(Path.of(force.getString("path"))).toString())
                .satisfiesExactly(bytes -> assertThat(bytes).startsWith(".incoming/"),
                        names -> assertThat(names).isEqualTo("uploads/1"),
                        names -> assertThat(names).isEqualTo("uploads"),
                        names -> assertThat(names).isEmpty());
    }

    @Test
    void theFileThatWasWrittenAsideIsTheObject() throws IOException {
        AtomicReference<Object> written = new AtomicReference<>();
        store.put("uploads/1/a.csv", new FilterInputStream(text("x")) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try (Stream<Path> incoming = Files.list(root.resolve("objects/.incoming"))) {
                    written.set(inode(incoming.findAny().orElseThrow()));
                }
                return super.read(target, offset, length);
            }
        });
        assertThat(inode(root.resolve("objects/uploads/1/a.csv"))).isEqualTo(written.get());
    }

    private static Object inode(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Test
    void readersMeetWholeObjectsOnlyWhileWritersReplaceThem() throws Exception {
        String key = "uploads/busy";
        store.put(key, text("0".repeat(100_000)));
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = IntStream.range(0, 20).mapToObj(i -> writers.submit(
                    () -> store.put(key, text(String.valueOf(i % 10).repeat(100_000))))).toList();
            while (writing.stream().anyMatch(write -> !write.isDone())) {
                String seen = read(key);
                assertThat(seen).hasSize(100_000);
                assertThat(seen.chars().distinct().count()).isOne();
            }
            for (var write : writing) {
                assertThat(write.get().size()).isEqualTo(100_000);
            }
        }
    }
}
