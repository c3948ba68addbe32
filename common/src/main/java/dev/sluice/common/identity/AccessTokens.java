package dev.sluice.common.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import dev.sluice.common.revocation.FeedPage;

/** Reads access tokens as RFC 9068 describes them, and what they say about the actor. */
final class AccessTokens {

    /** Headers that change how the rest is to be read, which we do not do. */
    private static final Set<String> UNREADABLE = Set.of("b64", "zip");

    private AccessTokens() {
    }

    static JwtDecoder decoder(JWKSource<SecurityContext> keys, IdentityProperties properties, Clock clock) {
        var processor = processor(keys, properties, "at+jwt", "application/at+jwt");
        processor.setJWTClaimsSetVerifier((claims, context) -> checkDates(claims,
                clock.instant().plus(properties.clockSkew())));
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator(properties, clock));
        return token -> {
            if (!CompactText.isWellFormed(token)) {
                throw new BadJwtException("No signed JWT in its compact form");
            }
            return decoder.decode(token);
        };
    }

    /** Reads what the issuer says of revoked tokens, which is meant for everybody and has no end. */
    static JwtDecoder feedDecoder(JWKSource<SecurityContext> keys, IdentityProperties properties) {
        var processor = processor(keys, properties, FeedPage.TYPE);
        processor.setJWTClaimsSetVerifier((claims, context) -> { });
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new JwtIssuerValidator(properties.issuer()));
        return decoder;
    }

    /** Of one of these types, and signed by the issuer. */
    private static DefaultJWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> keys,
            IdentityProperties properties, String... types) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                Arrays.stream(types).map(JOSEObjectType::new).collect(Collectors.toUnmodifiableSet())));
        Set<JWSAlgorithm> allowed = properties.algorithms().stream().map(JWSAlgorithm::parse)
                .collect(Collectors.toUnmodifiableSet());
        JWSKeySelector<SecurityContext> published = new Ed25519.Keys(allowed, keys);
        processor.setJWSKeySelector((header, context) -> isReadable(header)
                ? published.selectJWSKeys(header, context) : List.of());
        processor.setJWSVerifierFactory(new Ed25519.Verifiers());
        return processor;
    }

    /** What does not name its key could not end with it when that is withdrawn. */
    private static boolean isReadable(JWSHeader header) {
        return header.getKeyID() != null && header.getCriticalParams() == null
                && Collections.disjoint(header.getIncludedParams(), UNREADABLE);
    }

    /** What Spring's validators do not look at: they take a token of tomorrow, and one that never begins. */
    private static void checkDates(JWTClaimsSet claims, Instant latest) throws BadJWTException {
        if (!isDate(claims.getIssueTime(), latest) || !isDate(claims.getNotBeforeTime(), Instant.MAX)) {
            throw new BadJWTException("The token is of another time");
        }
    }

    /** A number that is too large for a date has become one before there were any. */
    private static boolean isDate(@Nullable Date claim, Instant latest) {
        return claim == null
                || !(claim.toInstant().isBefore(Instant.EPOCH) || claim.toInstant().isAfter(latest));
    }

    private static OAuth2TokenValidator<Jwt> validator(IdentityProperties properties, Clock clock) {
        var times = new JwtTimestampValidator(properties.clockSkew());
        times.setAllowEmptyExpiryClaim(false);
        times.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(List.of(times,
                new JwtIssuerValidator(properties.issuer()),
                new JwtAudienceValidator(properties.audience()),
                new JwtClaimValidator<String>("sub", subject -> subject != null && !subject.isBlank())));
    }

    static JwtAuthenticationToken authentication(Jwt token) {
        Actor actor = actor(token);
        Set<GrantedAuthority> authorities = new LinkedHashSet<>();
        actor.roles().forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role.name())));
        actor.scopes().forEach(scope -> authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
        return new JwtAuthenticationToken(token, authorities, actor.name());
    }

    static Actor actor(Jwt token) {
        String id = Objects.requireNonNull(token.getSubject(), "a verified token has a subject");
        String name = firstText(token.getClaim("name"), token.getClaim("client_id"), id);
        Set<Role> roles = texts(token.getClaim("roles")).stream()
                .flatMap(claim -> Role.of(claim).stream()).collect(Collectors.toUnmodifiableSet());
        return new Actor(id, name, roles, Set.copyOf(texts(token.getClaim("scope"))));
    }

    private static String firstText(@Nullable Object first, @Nullable Object second, String last) {
        if (first instanceof String text && !text.isBlank()) {
            return text;
        }
        return second instanceof String text && !text.isBlank() ? text : last;
    }

    /** A list of texts, or one text with spaces between them. A claim of another shape grants nothing. */
    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> List.of(text.strip().split(" +")).stream().filter(s -> !s.isEmpty()).toList();
            case Collection<?> many -> many.stream().filter(String.class::isInstance)
                    .map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }
}
