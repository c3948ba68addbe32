package dev.sluice.common.test.token;

import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;

import static dev.sluice.common.test.token.TokenForge.encode;
import static dev.sluice.common.test.token.TokenForge.utf8;

/**
 * What has been tried with headers and signatures: see RFC 8725. Many are well signed, so that nothing but
 * what is wrong with them can be why they are refused.
 */
public final class Forgeries {


    private final List<Hostile> all = new ArrayList<>();
    private final TokenForge forge;

    private Forgeries(TokenForge forge) {
        this.forge = forge;
    }

    /**
     * Made of the good token.
     *
     * @param published every key that the verifier knows, the one of the good token too
     */
    public static List<Hostile> of(TokenForge forge, List<JWK> published) {
        Forgeries forgeries = new Forgeries(forge);
        forgeries.unsigned();
        forgeries.signatures();
        published.forEach(forgeries::confusion);
        forgeries.keyIds();
        forgeries.headersThatChangeTheReading();
        forgeries.keysSentAlong();
        return List.copyOf(forgeries.all);
    }

    private void add(String what, String token) {
        all.add(new Hostile(what, token));
    }

    private void unsigned() {
        String claims = encode(utf8(forge.claims()));
        String signature = forge.part(2);
        for (Object none : Arrays.asList("none", "None", "NONE", "nOnE", "", " ", null, 0, false, List.of(),
                List.of("ES256"), Map.of(), "es256", "ES256 ", "HS", "A256GCM")) {
            String header = encode(utf8(forge.header(parts -> parts.put("alg", none))));
            add("alg " + none + " without a signature", header + "." + claims + ".");
            add("alg " + none + " with a signature", header + "." + claims + "." + signature);
            add("alg " + none + ", well signed", forge.signAsIs(header + "." + claims));
        }
        add("no alg", forge.withoutHeader("alg"));
        add("no header but alg none", encode(utf8("{\"alg\":\"none\"}")) + "." + claims + ".");
        add("no signature", forge.part(0) + "." + forge.part(1) + ".");
    }

    private void signatures() {
        add("signed by somebody else", TokenForge.signByAttacker(forge.header(), forge.claims()));
        add("signed in DER", forge.signInDer());
        for (int length : new int[] {1, 32, 63, 64, 65, 96, 128, 256}) {
            add("a signature of " + length + " zeros", signed(new byte[length]));
        }
        // r = s = n, which is 0 for whoever does not look.
        byte[] order = Arrays.copyOfRange(Curve.P_256.toECParameterSpec().getOrder().toByteArray(), 1, 33);
        byte[] orders = Arrays.copyOf(order, 64);
        System.arraycopy(order, 0, orders, 32, 32);
        add("a signature of the order", signed(orders));
        byte[] swapped = Arrays.copyOf(Arrays.copyOfRange(signature(), 32, 64), 64);
        System.arraycopy(signature(), 0, swapped, 32, 32);
        add("r and s changed about", signed(swapped));
        add("a longer signature", signed(Arrays.copyOf(signature(), 65)));
        String otherClaims = encode(utf8(forge.claims()));
        add("a signature of other claims", forge.part(0) + "." + otherClaims + "." + forge.part(2));
        String otherHeader = encode(utf8(forge.header(parts -> parts.put("x", 1))));
        add("a signature of another header", otherHeader + "." + forge.part(1) + "." + forge.part(2));
    }

    /** Each algorithm with each key, published halves taken for secrets. */
    private void confusion(JWK known) {
        String kid = known.getKeyID();
        for (String algorithm : List.of("ES256", "ES256K", "ES384", "ES512", "RS256", "RS384", "RS512",
                "PS256", "EdDSA", "Ed25519", "Ed448")) {
            if (!algorithm.equals("ES256") || !kid.equals(forge.header("kid"))) {
                add(algorithm + " with key " + kid, forge.sign(forge.header(header -> {
                    header.put("alg", algorithm);
                    header.put("kid", kid);
                }), forge.claims()));
            }
        }
        for (byte[] secret : secrets(known)) {
            for (String algorithm : List.of("HS256", "HS384", "HS512")) {
                add(algorithm + " with the public key " + kid + " in " + secret.length + " bytes",
                        forge.authenticate(algorithm, kid, secret));
            }
        }
    }

    private static List<byte[]> secrets(JWK known) {
        List<byte[]> secrets = new ArrayList<>(List.of(new byte[1], utf8(known.getKeyID()),
                utf8(known.toPublicJWK().toJSONString()),
                utf8("{\"keys\":[" + known.toPublicJWK().toJSONString() + "]}")));
        byte[] encoded = encoded(known);
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        secrets.addAll(List.of(encoded, utf8(pem),
                utf8("-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n")));
        return secrets;
    }

    private static byte[] encoded(JWK known) {
        try {
            return switch (known) {
                case ECKey key -> key.toECPublicKey().getEncoded();
                case RSAKey key -> key.toRSAPublicKey().getEncoded();
                case OctetKeyPair key -> key.getDecodedX();
                default -> throw new IllegalArgumentException("No public key: " + known.getKeyType());
            };
        }
        catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void keyIds() {
        for (Object kid : Arrays.asList("nobody", "", " ", "../../../../dev/null", "/dev/null",
                "file:///dev/null", "http://127.0.0.1:1/keys?kid=1", forge.header("kid") + "?x=1",
                forge.header("kid") + "\u0000", forge.header("kid") + " ", "x' or '1'='1",
                "${jndi:ldap://127.0.0.1:1/x}", "x\r\n00:00:00.000 ERROR forged : a line",
                "\u202e\ud83d\ude00", "k".repeat(3000), 1, 1.5, true, List.of(forge.header("kid")),
                Map.of("kid", forge.header("kid")), null)) {
            add("kid " + String.valueOf(kid).strip().lines().findFirst().orElse("blank")
                    .replaceAll("k{9,}", "endless"), forge.withHeader("kid", kid));
        }
        add("no kid", forge.withoutHeader("kid"));
    }

    private void headersThatChangeTheReading() {
        for (Object critical : List.of(List.of("exp"), List.of("x"), List.of("alg"), List.of("b64"),
                List.of(), List.of(1), "exp", 1, Map.of())) {
            add("crit " + critical, forge.sign(forge.header(header -> {
                header.put("crit", critical);
                header.put("exp", 1);
                header.put("x", 1);
            }), forge.claims()));
        }
        String plain = forge.header(header -> header.put("b64", false));
        String critical = forge.header(header -> {
            header.put("b64", false);
            header.put("crit", List.of("b64"));
        });
        for (String header : List.of(plain, critical)) {
            String claims = forge.claims();
            String raw = forge.signAsIs(encode(utf8(header)) + "." + claims);
            String signature = raw.substring(raw.lastIndexOf('.') + 1);
            add("b64 false, unencoded: " + header.length(), raw);
            add("b64 false, signed unencoded: " + header.length(),
                    encode(utf8(header)) + "." + encode(utf8(claims)) + "." + signature);
            add("b64 false, signed encoded: " + header.length(), forge.sign(header, forge.claims()));
        }
        add("b64 no boolean", forge.withHeader("b64", "false"));
        add("zipped", forge.sign(utf8(forge.header(header -> header.put("zip", "DEF"))),
                TokenForge.deflated(utf8(forge.claims()))));
        add("said to be zipped", forge.withHeader("zip", "DEF"));
    }

    private void keysSentAlong() {
        ECKey key = new ECKey.Builder(Curve.P_256, (ECPublicKey) TokenForge.ATTACKER.getPublic())
                .keyID("attacker").build();
        for (Object kid : List.of("attacker", forge.header("kid"))) {
            Map.of("jwk", key.toJSONObject(), "jku", "http://127.0.0.1:1/jwks.json",
                    "x5u", "http://127.0.0.1:1/chain.pem", "x5c", List.of("MIIB"), "x5t", "AAAA",
                    "x5t#S256", "AAAA").forEach((name, value) ->
                    add(name + " sent along for " + kid, TokenForge.signByAttacker(forge.header(header -> {
                        header.put("kid", kid);
                        header.put(name, value);
                    }), forge.claims())));
        }
    }

    private byte[] signature() {
        return Base64.getUrlDecoder().decode(forge.part(2));
    }

    private String signed(byte[] signature) {
        return forge.part(0) + "." + forge.part(1) + "." + encode(signature);
    }
}
