package dev.sluice.ingest.document;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdempotencyKeyTests {

    @Test
    void quotesAreNotPartOfTheKey() {
        assertThat(IdempotencyKey.of("\"8e03978e-40d5\"")).isEqualTo("8e03978e-40d5");
        assertThat(IdempotencyKey.of("8e03978e-40d5")).isEqualTo("8e03978e-40d5");
        assertThat(IdempotencyKey.of("\"a\\\"b\"")).isEqualTo("a\"b");
    }

    @Test
    void noHeaderIsNoKey() {
        assertThat(IdempotencyKey.of(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a b", "\"a", "ä"})
    void anythingElseIsRefused(String header) {
        assertThatThrownBy(() -> IdempotencyKey.of(header)).isInstanceOf(InvalidKey.class);
    }
}
