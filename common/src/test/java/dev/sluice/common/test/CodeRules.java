package dev.sluice.common.test;

import java.util.List;
import java.util.Optional;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The rules one by one. */
final class CodeRules {

    private static final DescribedPredicate<CanBeAnnotated> CONFIGURATION =
            metaAnnotatedWith(Configuration.class);
    private static final DescribedPredicate<CanBeAnnotated> CONTROLLER = metaAnnotatedWith(Controller.class);

    private CodeRules() {
    }

    static List<ArchRule> all(String basePackage) {
        return List.of(
                slices().matching(basePackage + ".(*)..").should().beFreeOfCycles()
                        .because("a feature that needs another and is needed by it cannot be read, tested or "
                                + "removed alone"),
                TIME_IS_INJECTED, NO_TRANSACTION_ON_A_CONTROLLER, CONTROLLERS_ARE_NOBODYS_API,
                NO_FIELD_INJECTION, PACKAGES_ARE_NULL_MARKED, NO_EMPTY_NAMES, EXCEPTIONS_ARE_FACTS,
                PROBLEMS_CARRY_THEIR_STATUS, PROPERTIES_ARE_RECORDS, NO_OPTIONAL_FIELDS,
                NO_OPTIONAL_PARAMETERS, publicMeansShared(basePackage), NO_STANDARD_STREAMS,
                NO_JAVA_UTIL_LOGGING);
    }

    static final ArchRule TIME_IS_INJECTED = noClasses().that(DescribedPredicate.not(CONFIGURATION))
            .should().accessTargetWhere(Conditions.A_CLOCK_IS_TAKEN_RATHER_THAN_GIVEN)
            .because("time is given by an injected Clock, so that a test can set it");

    static final ArchRule NO_TRANSACTION_ON_A_CONTROLLER = noClasses().that(CONTROLLER)
            .should().beAnnotatedWith(Transactional.class)
            .orShould(Conditions.haveAMethodAnnotatedWith(Transactional.class))
            .because("a transaction on a controller is open while the answer is written to a slow client");

    static final ArchRule CONTROLLERS_ARE_NOBODYS_API = classes().that(CONTROLLER).should().notBePublic()
            .because("only HTTP calls a controller");

    static final ArchRule NO_FIELD_INJECTION = noFields()
            .should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class)
            .because("a constructor says what a class needs, and lets a test give it");

    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(Conditions.liveInAPackageAnnotatedWith(NullMarked.class))
            .because("null is possible only where the code says so");

    static final ArchRule NO_EMPTY_NAMES = noClasses()
            .should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Base)$")
            .because("such a name says nothing about what the class stands for");

    static final ArchRule EXCEPTIONS_ARE_FACTS = noClasses().that(assignableTo(Throwable.class))
            .and().doNotHaveFullyQualifiedName("dev.sluice.common.problem.ProblemException")
            .should().haveNameMatching(".*(Exception|Error)$")
            .because("an exception is named by the fact that it reports, such as ApprovalNotFound");

    static final ArchRule PROBLEMS_CARRY_THEIR_STATUS = noClasses()
            .should().beAnnotatedWith(ResponseStatus.class)
            .because("a fact for the client extends ProblemException, which has a status and a stable type");

    static final ArchRule PROPERTIES_ARE_RECORDS = classes()
            .that().areAnnotatedWith(ConfigurationProperties.class).should().beRecords()
            .because("configuration does not change while a service runs");

    static final ArchRule NO_OPTIONAL_FIELDS = fields().should().notHaveRawType(Optional.class)
            .because("Optional is for return types; a field that may be absent is @Nullable");

    static final ArchRule NO_OPTIONAL_PARAMETERS = codeUnits()
            .should(Conditions.haveNoParameterOf(Optional.class))
            .because("Optional is for return types; overload the method, or take @Nullable");

    static final ArchRule NO_STANDARD_STREAMS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
            .because("what happens is logged, with level, time and correlation");

    static final ArchRule NO_JAVA_UTIL_LOGGING = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING
            .because("one logging API is enough: SLF4J");

    /** Common's public types are for the services, which it does not see. */
    static ArchRule publicMeansShared(String basePackage) {
        return classes().that(Conditions.ARE_PUBLIC_AND_TOP_LEVEL)
                .and().resideInAPackage(basePackage.equals("dev.sluice.common") ? "none" : "..")
                .should(Conditions.beUsedByAnotherPackage())
                .because("everything is package-private until another feature needs it");
    }

    static final ArchRule TESTS_WAIT_ON_CONDITIONS = noClasses()
            .should().accessTargetWhere(Conditions.A_THREAD_SLEEPS)
            .because("a test that sleeps is slow where it passes, and fails where the machine is slower");
}
