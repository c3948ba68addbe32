package dev.sluice.common.identity;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdentityPropertiesTests {

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT5M1S", "PT1H"})
    void noTokenIsTakenLongerAfterItsEndThanItsRevocationIsRemembered(String skew) {
        assertThatThrownBy(() -> properties(skew)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sluice.identity.clock-skew");
    }

    @Test
    void clocksMayBeSomeMinutesApart() {
        assertThat(properties("PT5M").clockSkew()).isEqualTo(Duration.ofMinutes(5));
        assertThat(properties("PT0S").clockSkew()).isZero();
    }

    private static IdentityProperties properties(String skew) {
        return new IdentityProperties("https://issuer.example", null, "sluice", null, Set.of(),
                Duration.parse(skew), Duration.ofMinutes(5), Duration.ofSeconds(10), 10);
    }
}
