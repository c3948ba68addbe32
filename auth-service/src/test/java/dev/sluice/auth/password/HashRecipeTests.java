package dev.sluice.auth.password;

import java.util.stream.Stream;

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
    void whatTakesTooMuchTimeOrMemoryIsNotBearable() {
        assertThat(Stream.of(bcrypt(4), bcrypt(13), argon2(131_072, 4, 1), argon2(8, 1, 1),
                argon2(102_400, 2, 8))).allMatch(HashRecipe::isBearable);
        assertThat(Stream.of(bcrypt(3), bcrypt(14), bcrypt(31), argon2(131_073, 1, 1), argon2(131_072, 5, 1),
                argon2(8, 100_000, 1), argon2(65_536, 3, 17), argon2(65_536, 0, 1), argon2(65_536, 3, 0),
                argon2(8, 1, 2), new HashRecipe.Argon2id(19_456, 2, 1, 4, 32),
                new HashRecipe.Argon2id(19_456, 2, 1, 16, 4), new HashRecipe.Argon2id(19_456, 2, 1, 16, 100)))
                .noneMatch(HashRecipe::isBearable);
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

    private static HashRecipe bcrypt(int cost) {
        return new HashRecipe.Bcrypt(cost);
    }

    private static HashRecipe argon2(int kibibytes, int iterations, int parallelism) {
        return new HashRecipe.Argon2id(kibibytes, iterations, parallelism, 16, 32);
    }
}
