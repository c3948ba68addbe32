package dev.sluice.common.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(OS.LINUX)
class NativeSignaturesTests {

    private static final byte[] TEXT = "a signed text".getBytes(UTF_8);

    private final Provider inC = Objects.requireNonNull(NativeSignatures.provider());

    @ParameterizedTest
    @CsvSource({"EC, SHA256withECDSAinP1363Format", "EC, SHA256withECDSA", "RSA, SHA256withRSA"})
    void eachVerifiesWhatTheOtherSigned(String family, String algorithm) throws Exception {
        KeyPair pair = pair(family);
        Provider inJava = Signature.getInstance(algorithm).getProvider();
        assertThat(inJava).isNotEqualTo(inC);
        for (Provider signer : new Provider[] {inC, inJava}) {
            byte[] signature = sign(algorithm, signer, pair.getPrivate(), TEXT);
            byte[] another = sign(algorithm, signer, pair.getPrivate(), "another text".getBytes(UTF_8));
            for (Provider verifier : new Provider[] {inC, inJava}) {
                assertThat(verifies(algorithm, verifier, pair.getPublic(), signature)).isTrue();
                assertThat(verifies(algorithm, verifier, pair.getPublic(), another)).isFalse();
                assertThat(verifies(algorithm, verifier, pair(family).getPublic(), signature)).isFalse();
            }
        }
    }

    /** Once a verifier took nothing at all for a signature of everything. */
    @Test
    void zerosSignNothing() throws Exception {
        assertThat(verifies("SHA256withECDSAinP1363Format", inC, pair("EC").getPublic(), new byte[64]))
                .isFalse();
    }

    private static KeyPair pair(String family) throws GeneralSecurityException {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(family);
        pairs.initialize(family.equals("EC") ? 256 : 2048);
        return pairs.generateKeyPair();
    }

    private static byte[] sign(String algorithm, Provider provider, PrivateKey key, byte[] text)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm, provider);
        signature.initSign(key);
        signature.update(text);
        return signature.sign();
    }

    private static boolean verifies(String algorithm, Provider provider, PublicKey key, byte[] proof)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm, provider);
        signature.initVerify(key);
        signature.update(TEXT);
        try {
            return signature.verify(proof);
        }
        catch (SignatureException malformed) {
            return false;
        }
    }
}
