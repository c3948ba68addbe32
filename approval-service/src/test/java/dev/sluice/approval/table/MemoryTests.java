package dev.sluice.approval.table;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryTests {

    /** The rows are 45 MB as text and many times that as objects; their keys take 24 MB. */
    @Test
    void halfAMillionRowsFitInASmallHeap() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin",
                "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                BigDocument.class.getName(), "500000").inheritIO().start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        finally {
            process.destroyForcibly();
        }
    }
}
