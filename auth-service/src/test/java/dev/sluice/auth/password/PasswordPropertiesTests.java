package dev.sluice.auth.password;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
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
    void aHashForEachCoreButOneUnlessThereIsLittleMemory() {
        var sized = properties(DataSize.ofMegabytes(19), 2, 0);
        assertThat(sized.concurrency(4, 256 << 10)).isEqualTo(3);
        assertThat(sized.concurrency(1, 256 << 10)).isEqualTo(1);
        assertThat(sized.concurrency(4, 48 << 10)).isEqualTo(2);
        assertThat(sized.concurrency(4, 19 << 10)).isEqualTo(1);
        assertThat(properties(DataSize.ofMegabytes(19), 2, 7).concurrency(4, 19 << 10)).isEqualTo(7);
    }

    @Test
    void theBudgetIsWhatTheHeapLeavesForALibraryAndAPartOfTheHeapWithoutOne() {
        var sized = properties(DataSize.ofMegabytes(19), 2, 0);
        assertThat(sized.budget(true, 512L << 20, 384L << 20)).isEqualTo(64 << 10);
        assertThat(sized.budget(false, 512L << 20, 384L << 20)).isEqualTo(96 << 10);
        // There is always room for one.
        assertThat(sized.budget(true, 512L << 20, 512L << 20)).isEqualTo(19 << 10);
        assertThat(sized.budget(true, 512L << 20, 4096L << 20)).isEqualTo(19 << 10);
        assertThat(sized.budget(true, 1L << 50, 1L << 30)).isEqualTo(Integer.MAX_VALUE);
        assertThat(properties(DataSize.ofMegabytes(19), 2, DataSize.ofMegabytes(100), 0)
                .budget(true, 512L << 20, 384L << 20)).isEqualTo(100 << 10);
        assertThatThrownBy(() -> properties(DataSize.ofMegabytes(19), 2, DataSize.ofMegabytes(18), 0))
                .hasMessageContaining("memory-budget", "19456KB");
    }

    private static PasswordProperties properties(DataSize memory, int iterations, int concurrent) {
        return properties(memory, iterations, null, concurrent);
    }

    private static PasswordProperties properties(DataSize memory, int iterations, @Nullable DataSize budget,
            int concurrent) {
        return new PasswordProperties(15, 128, memory, iterations, 1, true, budget, concurrent, 32,
                Duration.ofSeconds(3), null);
    }
}
