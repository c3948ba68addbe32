package dev.sluice.common.test.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes tokens of the parts of a good one, signed with its ES256 key as only its issuer could, or with a key
 * that the attacker has. No library of JWTs would write most of them.
 */
public final class TokenForge {

    static final KeyPair ATTACKER = pair();

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String good;
    private final PrivateKey key;
    private final Map<String, Object> header;
    private final Map<String, Object> claims;

    private TokenForge(String good, Map<String, Object> header, Map<String, Object> claims, PrivateKey key) {
        this.good = good;
        this.header = header;
        this.claims = claims;
        this.key = key;
    }

    /** Makes tokens like this one, with the key that it was signed with. */
    public static TokenForge like(String good, PrivateKey key) {
        String[] parts = good.split("\\.", -1);
        return new TokenForge(good, object(parts[0]), object(parts[1]), key);
    }

    /** A good token of these parts. */
    public static TokenForge of(Map<String, Object> header, Map<String, Object> claims, PrivateKey key) {
        String text = encode(utf8(json(header))) + "." + encode(utf8(json(claims)));
        return new TokenForge(signAsIs(text, key), header, claims, key);
    }

    /** The token that all others are made of. */
    public String good() {
        return good;
    }

    String part(int number) {
        return good.split("\\.", -1)[number];
    }

    /** Well signed, with an id of its own and that claim. */
    public String withClaim(String name, Object value) {
        return sign(header(), claims(claims -> claims.put(name, value)));
    }

    String withoutClaim(String name) {
        return sign(header(), claims(claims -> claims.remove(name)));
    }

    String withHeader(String name, Object value) {
        return sign(header(header -> header.put(name, value)), claims());
    }

    String withoutHeader(String name) {
        return sign(header(header -> header.remove(name)), claims());
    }

    String header() {
        return json(header);
    }

    String header(Consumer<Map<String, Object>> change) {
        return changed(header, change);
    }

    String claims() {
        return claims(claims -> { });
    }

    String claims(Consumer<Map<String, Object>> change) {
        return changed(claims, claims -> {
            claims.put("jti", UUID.randomUUID().toString());
            change.accept(claims);
        });
    }

    Object header(String name) {
        return String.valueOf(header.get(name));
    }

    Object claim(String name) {
        return String.valueOf(claims.get(name));
    }

    /** Any two texts, well signed. */
    String sign(String header, String claims) {
        return sign(utf8(header), utf8(claims));
    }

    String sign(byte[] header, byte[] claims) {
        String text = encode(header) + "." + encode(claims);
        return text + "." + encode(signature("SHA256withECDSAinP1363Format", key, text));
    }

    /** By a key that nobody published. */
    static String signByAttacker(String header, String claims) {
        return signAsIs(encode(utf8(header)) + "." + encode(utf8(claims)), ATTACKER.getPrivate());
    }

    /** Signs what is not encoded, too. */
    String signAsIs(String text) {
        return signAsIs(text, key);
    }

    private static String signAsIs(String text, PrivateKey key) {
        return text + "." + encode(signature("SHA256withECDSAinP1363Format", key, text));
    }

    /** As ASN.1 has it, and JWS does not. */
    String signInDer() {
        String text = encode(utf8(header())) + "." + encode(utf8(claims()));
        return text + "." + encode(signature("SHA256withECDSA", key, text));
    }

    /** With a secret: {@code HS256} and its like. */
    String authenticate(String algorithm, String kid, byte[] secret) {
        String text = encode(utf8(header(header -> {
            header.put("alg", algorithm);
            header.put("kid", kid);
        }))) + "." + encode(utf8(claims()));
        try {
            Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            return text + "." + encode(mac.doFinal(utf8(text)));
        }
        catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    private static String changed(Map<String, Object> of, Consumer<Map<String, Object>> change) {
        Map<String, Object> changed = new LinkedHashMap<>(of);
        change.accept(changed);
        return json(changed);
    }

    private static Map<String, Object> object(String part) {
        return JSON.readValue(Base64.getUrlDecoder().decode(part), new TypeReference<>() { });
    }

    private static byte[] signature(String algorithm, PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(utf8(text));
            return signature.sign();
        }
        catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
            return pairs.generateKeyPair();
        }
        catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
