package dev.sluice.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jsonwebtoken.Jwts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

import dev.sluice.auth.key.SigningKey;
import dev.sluice.common.identity.Role;

/** What one access token says, in the claims of RFC 9068. */
record AccessToken(Bearer bearer, String issuer, String audience, Instant issuedAt, Duration life,
        String id) {

    static final ClaimsJson JSON = new ClaimsJson();

    /** The scopes with a space between them, as OAuth writes them. */
    String scope() {
        return String.join(" ", bearer.scopes().stream().sorted().toList());
    }

    /** The token as it travels. */
    String signed(SigningKey key) {
        return key.sign(Jwts.builder().json(JSON).b64Url(WholeBase64::new)
                // The type keeps any other signed JWT from passing for an access token.
                .header().type("at+jwt").keyId(key.kid()).and()
                .content(JSON.bytes(claims())));
    }

    private Claims claims() {
        return new Claims(issuer, List.of(audience), bearer.subject(), bearer.clientId(), bearer.name(),
                bearer.email(), bearer.roles().stream().sorted().map(Role::claim).toList(), scope(),
                bearer.session(), bearer.epoch() > 0 ? bearer.epoch() : null, issuedAt.getEpochSecond(),
                issuedAt.plus(life).getEpochSecond(), id);
    }

    /** As they are named in the token; times in seconds since 1970. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Claims(String iss, List<String> aud, String sub, String clientId, String name,
            @Nullable String email, List<String> roles, String scope, @Nullable UUID sid,
            @Nullable Long epoch, long iat, long exp, String jti) {
    }
}
