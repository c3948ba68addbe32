package dev.sluice.ingest.document;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileNameTests {

    @ParameterizedTest
    @CsvSource({
        "airports.csv, airports.csv",
        "../../etc/passwd, passwd",
        "C:\\data\\my file.csv, my_file.csv",
        ".hidden.csv, hidden.csv",
        "a%2f..%2fb.csv, a_2f.._2fb.csv",
        "Flughäfen.csv, Flughäfen.csv",
        ".., document.csv",
        "///, document.csv",
    })
    void aNameIsNeverAPath(String sent, String kept) {
        assertThat(FileName.of(sent, "document.csv")).isEqualTo(kept);
    }

    @Test
    void aLongNameKeepsItsEnd() {
        String kept = FileName.of("𝒳".repeat(300) + ".csv", "document.csv");
        assertThat(kept).endsWith(".csv");
        assertThat(kept.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256);
    }

    @Test
    void withoutANameThereIsOne() {
        assertThat(FileName.of(null, "document.csv")).isEqualTo("document.csv");
    }
}
