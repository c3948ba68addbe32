package dev.sluice.auth.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeySealTests {

    private static final byte[] PLAIN = "the private key".getBytes(StandardCharsets.UTF_8);

    private final KeySeal seal = new KeySeal("a key-encryption key of the test");

    @Test
    void aSealOpensWithTheSameKeyOnly() throws GeneralSecurityException {
        String sealed = seal.seal(PLAIN, "kid");
        assertThat(seal.open(sealed, "kid")).isEqualTo(PLAIN);
        assertThatThrownBy(() -> new KeySeal("another key-encryption key").open(sealed, "kid"))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aSealBelongsToItsKeyId() {
        String sealed = seal.seal(PLAIN, "kid");
        assertThatThrownBy(() -> seal.open(sealed, "other")).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aChangedSealDoesNotOpen() {
        byte[] bytes = Base64.getDecoder().decode(seal.seal(PLAIN, "kid"));
        for (int position : new int[] {0, 1, 17, 29, bytes.length - 1}) {
            byte[] changed = bytes.clone();
            changed[position] ^= 1;
            assertThatThrownBy(() -> seal.open(Base64.getEncoder().encodeToString(changed), "kid"))
                    .isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> seal.open("", "kid")).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> seal.open("no base64", "kid")).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void nothingSealedLooksTheSameTwice() {
        assertThat(seal.seal(PLAIN, "kid")).isNotEqualTo(seal.seal(PLAIN, "kid"))
                .doesNotContain(Base64.getEncoder().encodeToString(PLAIN));
    }
}
