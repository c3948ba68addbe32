package dev.sluice.common.test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** How code is built here, as rules that a build can check; each says why it is one. */
public final class HouseRules {

    private HouseRules() {
    }

    /** Checks the production code below a package, such as {@code dev.sluice.auth}, against every rule. */
    public static void check(String basePackage) {
        JavaClasses code = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(basePackage);
        NO_CLOCK.allowEmptyShould(true).check(code);
    }

    static final ArchRule NO_CLOCK = noClasses()
            .should().callMethod(Instant.class, "now")
            .orShould().callMethod(LocalDate.class, "now")
            .orShould().callMethod(LocalDateTime.class, "now")
            .because("time is given by an injected Clock, so that a test can set it");
}
