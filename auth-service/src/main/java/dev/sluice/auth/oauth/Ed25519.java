package dev.sluice.auth.oauth;

import java.io.InputStream;
import java.security.PrivateKey;
import java.security.PublicKey;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.KeyPairBuilder;
import io.jsonwebtoken.security.SecureRequest;
import io.jsonwebtoken.security.SignatureAlgorithm;
import io.jsonwebtoken.security.VerifySecureDigestRequest;

/** EdDSA by the name that RFC 9864 gives it on this curve, and that newer client libraries use. */
final class Ed25519 implements SignatureAlgorithm {

    @Override
    public String getId() {
        return "Ed25519";
    }

    @Override
    public byte[] digest(SecureRequest<InputStream, PrivateKey> request) {
        return Jwts.SIG.EdDSA.digest(request);
    }

    @Override
    public boolean verify(VerifySecureDigestRequest<PublicKey> request) {
        return Jwts.SIG.EdDSA.verify(request);
    }

    @Override
    public KeyPairBuilder keyPair() {
        return Jwks.CRV.Ed25519.keyPair();
    }
}
