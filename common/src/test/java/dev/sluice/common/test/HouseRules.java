package dev.sluice.common.test;

import java.util.ArrayList;
import java.util.List;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/** How code is built here, as rules that a build can check; each says why it is one. */
public final class HouseRules {

    private HouseRules() {
    }

    /**
     * Checks the code below a package, such as {@code dev.sluice.auth}, against every rule, and its tests
     * against those for tests.
     *
     * @throws AssertionError naming every violation of every rule
     */
    public static void check(String basePackage) {
        List<String> violations = new ArrayList<>();
        JavaClasses code = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(new ImportOption.DoNotIncludeJars()).importPackages(basePackage);
        if (code.isEmpty()) {
            throw new AssertionError("There is no code in " + basePackage);
        }
        CodeRules.all(basePackage).forEach(rule -> collect(rule, code, violations));
        collect(CodeRules.TESTS_WAIT_ON_CONDITIONS, tests(basePackage), violations);
        if (!violations.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), violations));
        }
    }

    /** Without what the tests use: to know who is called, its own name is enough. */
    static JavaClasses tests(String basePackage) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.OnlyIncludeTests())
                    .withImportOption(new ImportOption.DoNotIncludeJars()).importPackages(basePackage);
        });
    }

    private static void collect(ArchRule rule, JavaClasses classes, List<String> violations) {
        var result = rule.allowEmptyShould(true).evaluate(classes);
        if (result.hasViolation()) {
            violations.add(result.getFailureReport().toString());
        }
    }
}
