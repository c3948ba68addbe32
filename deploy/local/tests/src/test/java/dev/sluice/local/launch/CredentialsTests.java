package dev.sluice.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.local.engine.Jvm;
import dev.sluice.local.process.ServerFailed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CredentialsTests {

    @TempDir
    private Path directory;

    @Test
    void theyAreMadeOnceAndReadableByTheirOwnerOnly() throws IOException {
        Path file = directory.resolve(".sluice").resolve("credentials.env");

        Credentials made = Credentials.of(file);

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readAllLines(file)).containsExactly(
                "SLUICE_ADMIN_EMAIL=admin@sluice.local",
                "SLUICE_ADMIN_PASSWORD=" + made.password(),
                "SLUICE_KEY_ENCRYPTION_KEY=" + made.keyEncryptionKey());
        assertThat(made.password()).matches("[0-9a-f]{32}");
        assertThat(made.keyEncryptionKey()).matches("[0-9a-f]{64}");
        assertThat(Credentials.of(file)).isEqualTo(made);
        assertThat(Credentials.of(directory.resolve("others.env"))).isNotEqualTo(made);
    }

    @Test
    void aDiskWithoutRoomLeavesNothingThatTheNextStartTrips() throws Exception {
        Path file = directory.resolve("credentials.env");

        assertThat(startWithoutRoom(file)).isNotZero();
        assertThat(file).doesNotExist();

        assertThat(Credentials.of(file).password()).isNotEmpty();
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatIsMissingIsSaidInOneSentence() throws IOException {
        Path file = Files.writeString(directory.resolve("credentials.env"), "SLUICE_ADMIN_EMAIL=a@b\n");

        assertThatExceptionOfType(ServerFailed.class).isThrownBy(() -> Credentials.of(file)).withMessage(
                file + " has no SLUICE_ADMIN_PASSWORD: delete the .sluice folder to begin anew.");
    }

    @Test
    void secretsAreNotPrinted() throws IOException {
        Credentials made = Credentials.of(directory.resolve("credentials.env"));

        assertThat(made.toString()).doesNotContain(made.password(), made.keyEncryptionKey());
    }

    /** In a process that may not make a file longer than nothing. */
    private static int startWithoutRoom(Path file) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh",
                Jvm.executable(), "-Xmx32m", "-XX:+UseSerialGC", "-XX:-UsePerfData",
                "-cp", System.getProperty("java.class.path"), Start.class.getName(), file.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    static final class Start {

        public static void main(String[] arguments) throws IOException {
            Credentials.of(Path.of(arguments[0]));
        }
    }
}
