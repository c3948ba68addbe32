package dev.sluice.common.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;

import dev.sluice.common.crypto.NativeSignatures;

/** Verifies EdDSA on Ed25519 (RFC 8037) by what the JDK has; Nimbus would need another library for it. */
final class Ed25519 implements JWSVerifier {

    /** What stands before the 32 bytes of a public key in its X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;
    private final JCAContext context = new JCAContext();

    private Ed25519(PublicKey key) {
        this.key = key;
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL proof) throws JOSEException {
        if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(signed);
            return signature.verify(proof.decode());
        }
        catch (GeneralSecurityException noSignature) {
            return false;
        }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return Set.of(JWSAlgorithm.EdDSA);
    }

    @Override
    public JCAContext getJCAContext() {
        return context;
    }

    /** The keys that a token may be signed with, those for EdDSA too. */
    static final class Keys extends JWSVerificationKeySelector<SecurityContext> {

        Keys(Set<JWSAlgorithm> allowed, JWKSource<SecurityContext> source) {
            super(allowed, source);
        }

        @Override
        public List<Key> selectJWSKeys(JWSHeader header, SecurityContext context) throws KeySourceException {
            if (!header.getAlgorithm().equals(JWSAlgorithm.EdDSA) || !isAllowed(header.getAlgorithm())) {
                return super.selectJWSKeys(header, context);
            }
            List<Key> keys = new ArrayList<>();
            for (JWK known : getJWKSource().get(new JWKSelector(createJWKMatcher(header)), context)) {
                if (known instanceof OctetKeyPair pair && pair.getCurve().equals(Curve.Ed25519)) {
                    keys.add(key(pair));
                }
            }
            return keys;
        }

        private static PublicKey key(OctetKeyPair pair) throws KeySourceException {
            byte[] point = pair.getDecodedX();
            byte[] encoded = new byte[X509.length + point.length];
            System.arraycopy(X509, 0, encoded, 0, X509.length);
            System.arraycopy(point, 0, encoded, X509.length, point.length);
            try {
                return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            }
            catch (GeneralSecurityException noKey) {
                throw new KeySourceException("A published key is none on Ed25519", noKey);
            }
        }
    }

    /** Everything else is verified by Nimbus, in C where that is possible. */
    static final class Verifiers extends DefaultJWSVerifierFactory {

        Verifiers() {
            getJCAContext().setProvider(NativeSignatures.provider());
        }

        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return key instanceof EdECPublicKey point ? new Ed25519(point)
                    : super.createJWSVerifier(header, key);
        }
    }
}
