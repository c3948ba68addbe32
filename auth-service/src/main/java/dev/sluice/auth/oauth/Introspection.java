package dev.sluice.auth.oauth;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.sluice.auth.session.LiveSession;
import dev.sluice.auth.token.Bearer;

/** What RFC 7662 says of a token; of one that is not good, that and nothing else. Times in seconds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = "active")
record Introspection(boolean active, @Nullable String tokenType, @Nullable String clientId,
        @Nullable String username, @Nullable String scope, @Nullable String sub, @Nullable List<String> aud,
        @Nullable String iss, @Nullable String jti, @Nullable Long iat, @Nullable Long exp,
        @Nullable String sid, @Nullable List<String> roles) {

    static final Introspection INACTIVE =
            new Introspection(false, null, null, null, null, null, null, null, null, null, null, null, null);

    static Introspection of(PresentedTokens.Good good, String issuer) {
        return switch (good) {
            case PresentedTokens.Good.Access(Jwt token) -> of(token);
            case PresentedTokens.Good.Refresh(_, LiveSession session) -> of(session, issuer);
        };
    }

    private static Introspection of(Jwt token) {
        return new Introspection(true, "Bearer", token.getClaimAsString("client_id"),
                token.getClaimAsString("name"), token.getClaimAsString("scope"), token.getSubject(),
                token.getAudience(), token.getClaimAsString("iss"), token.getId(),
                token.getIssuedAt() == null ? null : token.getIssuedAt().getEpochSecond(),
                token.getExpiresAt() == null ? null : token.getExpiresAt().getEpochSecond(),
                token.getClaimAsString("sid"), token.getClaimAsStringList("roles"));
    }

    private static Introspection of(LiveSession session, String issuer) {
        return new Introspection(true, null, Bearer.FIRST_PARTY, null, Bearer.FIRST_PARTY,
                session.account().toString(), null, issuer, null, session.issuedAt().getEpochSecond(),
                session.endsAt().getEpochSecond(), session.session().toString(), null);
    }
}
