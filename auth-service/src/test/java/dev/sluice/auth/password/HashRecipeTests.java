package dev.sluice.auth.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HashRecipeTests {

    private static final String BCRYPT = "$12$" + "x".repeat(53);

    @ParameterizedTest
    @ValueSource(strings = {"$2a", "$2b", "$2y"})
    void bcryptSaysItsCost(String version) {
        assertThat(HashRecipe.of(version + BCRYPT)).contains(new HashRecipe.Bcrypt(12));
    }

    @Test
    void argon2SaysItsParameters() {
        assertThat(HashRecipe.of("$argon2id$v=19$m=65536,t=3,p=4$" + "s".repeat(22) + "$" + "h".repeat(43)))
                .contains(new HashRecipe.Argon2id(65_536, 3, 4, 16, 32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gentle river stone",
        "$2x$12$xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "$2b$12$tooshort",
        "$argon2i$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g",
        "$argon2id$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g",
        "$argon2id$v=19$m=9999999999,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g", "{bcrypt}$2b$12$x"})
    void whatIsNoHashHasNoRecipe(String text) {
        assertThat(HashRecipe.of(text)).isEmpty();
    }
}
