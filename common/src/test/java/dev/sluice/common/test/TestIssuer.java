package dev.sluice.common.test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import dev.sluice.common.identity.Role;
import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.test.token.TokenForge;

/**
 * An auth-service in the small: signs tokens of the same shape, good ones and every bad kind, with a key that
 * it publishes over HTTP. There is one for all tests of a JVM; those that rotate its key, revoke something or
 * take it down have one of their own.
 */
public final class TestIssuer {

    private static final String AUDIENCE = "sluice";

    private final ECKey foreignKey = newKey();
    private volatile ECKey key = newKey();
    private volatile Clock clock = Clock.systemUTC();
    private final TestFeed feed = new TestFeed(this::signed);
    private final IssuerServer server = new IssuerServer(this::published, feed);

    /** The issuer that a {@link SluiceTest} trusts. */
    public static TestIssuer shared() {
        return Shared.ISSUER;
    }

    /** What {@code sluice.identity.issuer} is to be. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** From now on tokens are valid by that clock, as is time in the service that the test moves. */
    public void keepTime(Clock clock) {
        this.clock = clock;
    }

    /** A valid token of a person. */
    public String token(String subject, String name, Role... roles) {
        return signed(key, "at+jwt", person(subject, name, roles).build());
    }

    /** A valid token of a person with an id of its own: {@code <role>@example.org}. */
    public String token(Role... roles) {
        String name = (roles.length == 0 ? "nobody" : roles[0].claim()) + "@example.org";
        return token(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(), name, roles);
    }

    /** A valid token of a service. */
    public String serviceToken(String clientId, String... scopes) {
        return signed(key, "at+jwt", claims(clientId, clientId).claim("client_id", clientId)
                .claim("scope", String.join(" ", scopes)).build());
    }

    /** A token that was valid until an hour ago. */
    public String expired(String subject, String name, Role... roles) {
        Instant then = Instant.now().minusSeconds(7200);
        return signed(key, "at+jwt", person(subject, name, roles).issueTime(Date.from(then))
                .expirationTime(Date.from(then.plusSeconds(3600))).build());
    }

    /** A token that names the published key but was signed by another. */
    public String foreign(String subject, String name, Role... roles) {
        ECKey disguised = new ECKey.Builder(foreignKey).keyID(key.getKeyID()).build();
        return signed(disguised, "at+jwt", person(subject, name, roles).build());
    }

    /** A token for somebody else's services. */
    public String wrongAudience(String subject, String name, Role... roles) {
        return signed(key, "at+jwt", person(subject, name, roles).audience("elsewhere").build());
    }

    /** A token that claims to come from another issuer. */
    public String wrongIssuer(String subject, String name, Role... roles) {
        return signed(key, "at+jwt", person(subject, name, roles).issuer("https://else.example").build());
    }

    /** A well-signed JWT that is not an access token, such as an ID token. */
    public String wrongType(String subject, String name, Role... roles) {
        return signed(key, "JWT", person(subject, name, roles).build());
    }

    /** A token with {@code alg: none} and no signature. */
    public String unsigned(String subject, String name, Role... roles) {
        return new PlainJWT(person(subject, name, roles).build()).serialize();
    }

    /** A token signed with HS256, the public key as the secret. */
    public String confused(String subject, String name, Role... roles) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID())
                    .type(new JOSEObjectType("at+jwt")).build(), person(subject, name, roles).build());
            jwt.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
            return jwt.serialize();
        }
        catch (JOSEException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** A valid token with claims changed. */
    public String token(String subject, String name, Consumer<JWTClaimsSet.Builder> change, Role... roles) {
        JWTClaimsSet.Builder claims = person(subject, name, roles);
        change.accept(claims);
        return signed(key, "at+jwt", claims.build());
    }

    /** What hostile tokens are made of: a valid token of a person, and the key that it is signed with. */
    public TokenForge forge(Role... roles) {
        try {
            return TokenForge.like(token(roles), key.toECPrivateKey());
        }
        catch (JOSEException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** The published keys. */
    public List<JWK> published() {
        return List.of(key.toPublicJWK());
    }

    /** What it tells of revocations. */
    public TestFeed feed() {
        return feed;
    }

    /** Signs with a new key from now on, and publishes only that. */
    public void rotate() {
        key = newKey();
    }

    /** Whether it is away: neither its key nor its feed can be had. */
    public void down(boolean nowDown) {
        server.down(nowDown);
    }

    /** How often the keys were asked for. */
    public int fetches() {
        return server.fetches();
    }

    private JWTClaimsSet.Builder person(String subject, String name, Role... roles) {
        List<String> claim = Arrays.stream(roles).map(Role::claim).toList();
        return claims(subject, name).claim("client_id", "sluice").claim("email", name).claim("roles", claim);
    }

    private JWTClaimsSet.Builder claims(String subject, String name) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder().issuer(url()).audience(AUDIENCE).subject(subject)
                .claim("name", name)
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(3600)))
                .jwtID(UUID.randomUUID().toString());
    }

    private String signed(FeedPage page) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(url())
                .issueTime(Date.from(Instant.now()));
        page.claims().forEach(claims::claim);
        return signed(key, FeedPage.TYPE, claims.build());
    }

    private static String signed(ECKey signer, String type, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signer.getKeyID())
                    .type(new JOSEObjectType(type)).build(), claims);
            jwt.sign(new ECDSASigner(signer));
            return jwt.serialize();
        }
        catch (JOSEException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE).generate();
        }
        catch (JOSEException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static final class Shared {
        static final TestIssuer ISSUER = new TestIssuer();
    }
}
