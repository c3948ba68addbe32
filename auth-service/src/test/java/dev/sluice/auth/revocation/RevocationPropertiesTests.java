package dev.sluice.auth.revocation;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RevocationPropertiesTests {

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.1S", "PT0.201S", "PT5S"})
    void nobodyConfiguresThatARevocationIsHeardOfTooLate(String lookEvery) {
        assertThatThrownBy(() -> properties(lookEvery)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sluice.auth.revocation.look-every");
    }

    @Test
    void aFifthOfASecondIsSoonEnough() {
        assertThat(properties("PT0.2S").lookEvery()).isEqualTo(Duration.ofMillis(200));
    }

    private static RevocationProperties properties(String lookEvery) {
        return new RevocationProperties(Duration.parse(lookEvery), 5_000, 1_000);
    }
}
