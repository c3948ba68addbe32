package dev.sluice.acceptance.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the tests of all modules have made them log in this build: this one is the last, and a module need not
 * know of it.
 */
class ModuleLogTests {

    private static final Path CHECKOUT = Path.of(System.getProperty("sluice.checkout")).normalize();

    @Test
    void noTestOfAnyModuleMadeItLogASecret() throws IOException {
        List<Path> logs = new ArrayList<>();
        for (Path reports : reports()) {
            List<Path> written = files(reports, "-output.txt");
            // A service that has answered a request has logged its start.
            assertThat(written.isEmpty() && !files(reports, "ApiTests.txt").isEmpty()).as(reports.toString())
                    .isFalse();
            logs.addAll(written);
        }
        assertThat(LogSearch.ofShapes().in(logs)).isEmpty();
    }

    private static List<Path> reports() throws IOException {
        return Pattern.compile("<module>(.+)</module>").matcher(Files.readString(CHECKOUT.resolve("pom.xml")))
                .results().map(module -> CHECKOUT.resolve(module.group(1)).resolve("target/surefire-reports"))
                .filter(Files::isDirectory).toList();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
