package dev.sluice.auth.password;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordPropertiesTests {

    @Test
    void hashesCheaperThanOwaspsMinimumAreRefused() {
        assertThatThrownBy(() -> properties(DataSize.ofMegabytes(18), 2, 0)).hasMessageContaining("19456KB");
        assertThatThrownBy(() -> properties(DataSize.ofMegabytes(19), 1, 0)).hasMessageContaining("47104KB");
        assertThatCode(() -> properties(DataSize.ofMegabytes(12), 3, 0)).doesNotThrowAnyException();
        assertThatCode(() -> properties(DataSize.ofMegabytes(7), 12, 0)).doesNotThrowAnyException();
    }

    @Test
    void aHashForEachCoreButOneUnlessTheHeapIsSmall() {
        var sized = properties(DataSize.ofMegabytes(19), 2, 0);
        assertThat(sized.concurrency(4, DataSize.ofGigabytes(1).toBytes())).isEqualTo(3);
        assertThat(sized.concurrency(1, DataSize.ofGigabytes(1).toBytes())).isEqualTo(1);
        assertThat(sized.concurrency(4, DataSize.ofMegabytes(192).toBytes())).isEqualTo(2);
        assertThat(sized.concurrency(4, DataSize.ofMegabytes(16).toBytes())).isEqualTo(1);
        assertThat(properties(DataSize.ofMegabytes(19), 2, 7).concurrency(4, 1)).isEqualTo(7);
    }

    private static PasswordProperties properties(DataSize memory, int iterations, int concurrent) {
        return new PasswordProperties(15, 128, memory, iterations, 1, true, concurrent, 32,
                Duration.ofSeconds(3), null);
    }
}
