package dev.sluice.common.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
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

    private AccessTokens() {
    }

    static JwtDecoder decoder(JWKSource<SecurityContext> keys, IdentityProperties properties) {
        NimbusJwtDecoder decoder = signed(keys, properties, "at+jwt", "application/at+jwt");
        decoder.setJwtValidator(validator(properties));
        return decoder;
    }

    /** Reads what the issuer says of revoked tokens, which is meant for everybody and has no end. */
    static JwtDecoder feedDecoder(JWKSource<SecurityContext> keys, IdentityProperties properties) {
        NimbusJwtDecoder decoder = signed(keys, properties, FeedPage.TYPE);
        decoder.setJwtValidator(new JwtIssuerValidator(properties.issuer()));
        return decoder;
    }

    /** Of one of these types, and signed by the issuer. */
    private static NimbusJwtDecoder signed(JWKSource<SecurityContext> keys, IdentityProperties properties,
            String... types) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                Arrays.stream(types).map(JOSEObjectType::new).collect(Collectors.toUnmodifiableSet())));
        Set<JWSAlgorithm> allowed = properties.algorithms().stream().map(JWSAlgorithm::parse)
                .collect(Collectors.toUnmodifiableSet());
        processor.setJWSKeySelector(new Ed25519.Keys(allowed, keys));
        processor.setJWSVerifierFactory(new Ed25519.Verifiers());
        // The claims are checked below, by validators that know the clock skew.
        processor.setJWTClaimsSetVerifier((claims, context) -> { });
        return new NimbusJwtDecoder(processor);
    }

    private static OAuth2TokenValidator<Jwt> validator(IdentityProperties properties) {
        var times = new JwtTimestampValidator(properties.clockSkew());
        times.setAllowEmptyExpiryClaim(false);
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
