package dev.sluice.flag.evaluation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.flag.registry.Status;

import static org.assertj.core.api.Assertions.assertThat;

class EvaluatorTests {

    @ParameterizedTest
    @CsvSource({
        "DEV, DEV, true", "DEV, QA, true", "DEV, GA, true",
        "QA, DEV, false", "QA, QA, true", "QA, GA, true",
        "PROD, DEV, false", "PROD, QA, false", "PROD, GA, true"})
    void aFeatureIsOnWhereItsStatusHasCome(Environment environment, Status status, boolean on) {
        assertThat(environment.shows(status)).isEqualTo(on);
    }
}
