package dev.sluice.common.test;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.violation.ReferredSleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class HouseRulesTests {

    @Test
    void commonKeepsTheRules() {
        HouseRules.check("dev.sluice.common");
    }

    @Test
    void aPackageWithoutCodeIsAMistakeInTheTest() {
        assertThatThrownBy(() -> HouseRules.check("dev.sluice.nowhere")).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource
    void eachRuleSeesItsViolation(ArchRule rule, Class<?> violation, String reason) {
        var result = rule.evaluate(new ClassFileImporter().importClasses(violation));
        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(", because ").contains(reason);
    }

    static Stream<Arguments> eachRuleSeesItsViolation() {
        return Stream.of(
                arguments(CodeRules.TIME_IS_INJECTED, OwnClock.class, "injected Clock"),
                arguments(CodeRules.TIME_IS_INJECTED, ReferredInstant.class, "injected Clock"),
                arguments(CodeRules.TIME_IS_INJECTED, ReferredDate.class, "injected Clock"),
                arguments(CodeRules.TIME_IS_INJECTED, ReferredClock.class, "injected Clock"),
                arguments(CodeRules.TIME_IS_INJECTED, ReferredMillis.class, "injected Clock"),
                arguments(CodeRules.NO_TRANSACTION_ON_A_CONTROLLER, Door.class, "slow client"),
                arguments(CodeRules.CONTROLLERS_ARE_NOBODYS_API, Door.class, "only HTTP"),
                arguments(CodeRules.NO_FIELD_INJECTION, OwnClock.class, "constructor"),
                arguments(CodeRules.PACKAGES_ARE_NULL_MARKED, Test.class, "null"),
                arguments(CodeRules.NO_EMPTY_NAMES, ClockHelper.class, "stands for"),
                arguments(CodeRules.EXCEPTIONS_ARE_FACTS, LostException.class, "fact"),
                arguments(CodeRules.PROBLEMS_CARRY_THEIR_STATUS, LostException.class, "ProblemException"),
                arguments(CodeRules.PROPERTIES_ARE_RECORDS, Settings.class, "configuration does not change"),
                arguments(CodeRules.NO_OPTIONAL_FIELDS, OwnClock.class, "return types"),
                arguments(CodeRules.NO_OPTIONAL_PARAMETERS, OwnClock.class, "return types"),
                arguments(CodeRules.NO_OPTIONAL_PARAMETERS, MaybeNamed.class, "return types"),
                arguments(CodeRules.publicMeansShared("dev.sluice.x"), HouseRules.class, "package-private"),
                arguments(CodeRules.NO_STANDARD_STREAMS, PrintedTrace.class, "logged"),
                arguments(CodeRules.NO_JAVA_UTIL_LOGGING, OldLogger.class, "SLF4J"),
                arguments(CodeRules.TESTS_WAIT_ON_CONDITIONS, TimeUnit.class, "slower"),
                arguments(CodeRules.TESTS_WAIT_ON_CONDITIONS, ReferredSleep.class, "slower"));
    }

    @Test
    void aSleepIsSeenInTestsThatAreReadWithoutWhatTheyUse() {
        assertThat(CodeRules.TESTS_WAIT_ON_CONDITIONS.evaluate(HouseRules.tests("dev.sluice.violation"))
                .hasViolation()).isTrue();
    }

    @Test
    void aTimeOfAGivenClockIsNoViolation() {
        var code = new ClassFileImporter().importClasses(GivenClock.class);
        assertThat(CodeRules.TIME_IS_INJECTED.evaluate(code).hasViolation()).isFalse();
    }

    @SuppressWarnings("unused")
    static class OwnClock {

        @Value("${name}")
        private String injected;

        private Optional<Instant> last;

        void tick(Optional<Instant> before) {
            last = before.or(() -> Optional.of(Instant.now()));
        }
    }

    record GivenClock(Clock clock) {

        Instant called() {
            return Instant.now(clock);
        }

        Function<Clock, LocalDate> referred() {
            return LocalDate::now;
        }
    }

    record ReferredInstant(Supplier<Instant> now) {
        ReferredInstant() {
            this(Instant::now);
        }
    }

    record ReferredDate(Function<ZoneId, LocalDate> now) {
        ReferredDate() {
            this(LocalDate::now);
        }
    }

    record ReferredClock(Supplier<Clock> clock) {
        ReferredClock() {
            this(Clock::systemUTC);
        }
    }

    record ReferredMillis(LongSupplier now) {
        ReferredMillis() {
            this(System::currentTimeMillis);
        }
    }

    record MaybeNamed(String name) {
        MaybeNamed(Optional<String> name) {
            this(name.orElse("nobody"));
        }
    }

    @RestController
    public static class Door {

        @Transactional
        public void open() {
        }
    }

    /** Where the type that declares the method is not the one that is named. */
    record PrintedTrace(IOException why) {

        void print() {
            why.printStackTrace();
        }
    }

    record OldLogger(java.util.logging.Logger log) {
        OldLogger() {
            this(java.util.logging.Logger.getAnonymousLogger());
        }
    }

    static class ClockHelper {
    }

    @ResponseStatus(HttpStatus.NOT_FOUND)
    static class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ConfigurationProperties("settings")
    static class Settings {
    }
}
