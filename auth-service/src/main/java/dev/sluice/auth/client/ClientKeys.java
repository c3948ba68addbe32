package dev.sluice.auth.client;

import java.io.StringReader;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.io.DeserializationException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The public keys of a client that signs: a JSON Web Key Set (RFC 7517), which is never fetched. */
public final class ClientKeys {

    private static final int MOST = 10;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int P_256_BITS = 256;

    private final Map<String, Object> jwks;
    private final List<Jwk<?>> keys;

    private ClientKeys(Map<String, Object> jwks) {
        this.jwks = Map.copyOf(jwks);
        this.keys = List.copyOf(Jwks.setParser().ignoreUnsupported(false).json(new StrictJson()).build()
                .parse(JsonMapper.shared().writeValueAsString(jwks)).getKeys());
    }

    /**
     * Keys that a signature can be verified with.
     *
     * @throws IllegalArgumentException saying what else they are
     */
    public static ClientKeys of(Map<String, Object> jwks) {
        ClientKeys read;
        try {
            read = new ClientKeys(jwks);
        }
        catch (JwtException | IllegalArgumentException | NullPointerException unreadable) {
            throw new IllegalArgumentException("must be a JSON Web Key Set with keys of types EC, RSA or OKP",
                    unreadable);
        }
        if (read.keys.isEmpty() || read.keys.size() > MOST) {
            throw new IllegalArgumentException("must hold from 1 to " + MOST + " keys");
        }
        Set<@Nullable String> ids = new HashSet<>();
        for (Jwk<?> key : read.keys) {
            if (!(key instanceof PublicJwk<?>)) {
                throw new IllegalArgumentException(
                        "must hold public keys only; what was sent is no secret any more");
            }
            if (!isStrong(key.toKey())) {
                throw new IllegalArgumentException(
                        "must hold keys on P-256 or Ed25519, or RSA keys of at least 2048 bits");
            }
            if (!ids.add(key.getId()) || (read.keys.size() > 1 && key.getId() == null)) {
                throw new IllegalArgumentException("must name each of several keys by a kid of its own");
            }
        }
        return read;
    }

    /**
     * The same of a text, which may also be a single key.
     *
     * @throws IllegalArgumentException saying what else it is
     */
    static ClientKeys parse(String text) {
        Map<String, ?> read;
        try {
            read = new StrictJson().deserialize(new StringReader(text));
        }
        catch (DeserializationException noJson) {
            throw new IllegalArgumentException("must be a JSON Web Key Set, or one JSON Web Key", noJson);
        }
        return of(read.containsKey("kty") ? Map.of("keys", List.of(read)) : new HashMap<>(read));
    }

    /** The key of that name, or the only one where none is named. A name is compared and nothing else. */
    public @Nullable Key find(@Nullable String kid) {
        if (kid == null) {
            return keys.size() == 1 ? keys.getFirst().toKey() : null;
        }
        return keys.stream().filter(key -> kid.equals(key.getId())).findFirst().<Key>map(Jwk::toKey)
                .orElse(null);
    }

    public boolean include(ClientKeys others) {
        return keys.containsAll(others.keys);
    }

    /** RFC 7638, with SHA-256. */
    public Set<String> thumbprints() {
        return keys.stream().map(key -> key.thumbprint().toString()).collect(Collectors.toUnmodifiableSet());
    }

    public Map<String, Object> jwks() {
        return jwks;
    }

    private static boolean isStrong(Key key) {
        return switch (key) {
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() == P_256_BITS;
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
            case EdECPublicKey ed -> ed.getParams().getName().equals("Ed25519");
            default -> false;
        };
    }

    @Override
    public String toString() {
        return "ClientKeys[" + keys.size() + "]";
    }
}
