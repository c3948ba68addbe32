package dev.sluice.common.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
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
        Provider inJava = Signature.getInstance(algorithm).getProvider();
        assertThat(inJava).isNotEqualTo(inC);
        KeyPair madeInC = pair(family, inC);
        KeyPair madeInJava = pair(family, KeyPairGenerator.getInstance(family).getProvider());
        for (Provider signer : new Provider[] {inC, inJava}) {
            assertBothVerify(algorithm, inJava, signer, madeInC, madeInJava.getPublic());
            assertBothVerify(algorithm, inJava, signer, madeInJava, madeInC.getPublic());
        }
    }

    private void assertBothVerify(String algorithm, Provider inJava, Provider signer, KeyPair pair,
            PublicKey strangers) throws Exception {
        // As an instance reads it that did not make it.
        String family = pair.getPrivate().getAlgorithm();
        KeyFactory keys = signer.equals(inC) ? KeyFactory.getInstance(family, inC)
                : KeyFactory.getInstance(family);
        PrivateKey key = keys.generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded()));
        byte[] signature = sign(algorithm, signer, key, TEXT);
        byte[] other = sign(algorithm, signer, key, "another text".getBytes(UTF_8));
        for (Provider verifier : new Provider[] {inC, inJava}) {
            assertThat(verifies(algorithm, verifier, pair.getPublic(), signature)).isTrue();
            assertThat(verifies(algorithm, verifier, pair.getPublic(), other)).isFalse();
            assertThat(verifies(algorithm, verifier, strangers, signature)).isFalse();
        }
    }

    /** Once a verifier took nothing at all for a signature of everything. */
    @Test
    void zerosSignNothing() throws Exception {
        assertThat(verifies("SHA256withECDSAinP1363Format", inC, pair("EC", inC).getPublic(), new byte[64]))
                .isFalse();
    }

    private static KeyPair pair(String family, Provider maker) throws GeneralSecurityException {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(family, maker);
        if (family.equals("EC")) {
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
        }
        else {
            pairs.initialize(2048);
        }
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
