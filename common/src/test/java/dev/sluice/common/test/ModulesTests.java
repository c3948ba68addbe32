package dev.sluice.common.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What Maven asks of every module, also of those that have no parent. */
class ModulesTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
    private static final Pattern SPOTLESS = Pattern.compile(
            "<artifactId>spotless-maven-plugin</artifactId>\\s*<version>(.+)</version>");
    private static final Pattern POMS = Pattern.compile("(?s)<pom>.*?</pom>");

    /** Maven looks for the plugin in each module by itself, and fails in the first that has none. */
    @ParameterizedTest
    @MethodSource("modules")
    void everyModuleIsFormattedByTheSameCommandAndRules(String module) throws IOException {
        String pom = pom(module);
        if (!pom.contains("<parent>")) {
            assertThat(found(SPOTLESS, pom)).isNotEmpty().isEqualTo(found(SPOTLESS, pom(".")));
            assertThat(found(POMS, pom)).isNotEmpty().isEqualTo(found(POMS, pom(".")));
        }
    }

    static List<String> modules() throws IOException {
        return MODULE.matcher(pom(".")).results().map(module -> module.group(1)).toList();
    }

    private static List<String> found(Pattern pattern, String pom) {
        return pattern.matcher(pom).results().map(MatchResult::group).toList();
    }

    private static String pom(String module) throws IOException {
        return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    }
}
