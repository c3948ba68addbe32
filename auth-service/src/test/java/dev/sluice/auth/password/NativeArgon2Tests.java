package dev.sluice.auth.password;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** What one of the two implementations hashed, the other one knows: an instance may have either. */
class NativeArgon2Tests {

    private static final String PASSWORD = "l\u00e4ngst \u6cb3 \ud83c\udf0a river";

    private final PasswordEncoder inC = NativeArgon2.find(16, 32, new PasswordProperties(15, 128,
            DataSize.ofKilobytes(19_456), 2, 1, true, null, 1, 1, Duration.ofSeconds(1), null)).orElseThrow();
    private final PasswordEncoder inJava = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);

    @Test
    void theOneInJavaKnowsWhatTheOneInCHashed() {
        String hash = inC.encode(PASSWORD);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(inJava.matches(PASSWORD, hash)).isTrue();
        assertThat(inJava.matches(PASSWORD + " ", hash)).isFalse();
    }

    @Test
    void theOneInCKnowsWhatTheOneInJavaHashed() {
        String hash = inJava.encode(PASSWORD);
        assertThat(inC.matches(PASSWORD, hash)).isTrue();
        assertThat(inC.matches(PASSWORD + " ", hash)).isFalse();
    }

    @Test
    void eachHashHasASaltOfItsOwn() {
        assertThat(inC.encode(PASSWORD)).isNotEqualTo(inC.encode(PASSWORD))
                .hasSameSizeAs(inJava.encode(PASSWORD));
    }
}
