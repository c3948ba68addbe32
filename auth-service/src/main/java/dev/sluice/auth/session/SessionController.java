package dev.sluice.auth.session;

import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.token.IssuedToken;

/** Where people keep up their sessions and end them. */
@RestController
@Tag(name = "Sessions")
class SessionController {

    private static final int LONGEST = 1_000;

    private final SessionDesk desk;
    private final JwtDecoder tokens;

    SessionController(SessionDesk desk, JwtDecoder tokens) {
        this.desk = desk;
        this.tokens = tokens;
    }

    record Presented(@NotBlank @Size(max = LONGEST) @Schema(format = "password") String refreshToken) {

        @Override
        public String toString() {
            return "Presented[…]";
        }
    }

    @Operation(summary = "Continue a session", description = """
            Exchanges the refresh token for a new one and an access token. Whoever asks again with the old \
            one soon after gets the last answer again, with another access token if that one has ended; \
            later, the session ends, since somebody has a copy.""")
    @SecurityRequirements
    @PostMapping(path = "/auth/refresh", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedToken> refresh(@Valid @RequestBody Presented form) {
        return switch (desk.refresh(form.refreshToken())) {
            case Refreshed.Granted(IssuedToken token) ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token);
            case Refreshed.Refused() -> throw new SessionOver();
        };
    }

    @Operation(summary = "Sign out", description = """
            Ends the session of the refresh token, or without a body that of the access token: neither is \
            good any more. With a refresh token the answer is the same for a session that is over.""")
    @SecurityRequirements({@SecurityRequirement(name = "bearer"), @SecurityRequirement(name = "")})
    @PostMapping(path = "/auth/signout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@Valid @RequestBody(required = false) @Nullable Presented form, HttpServletRequest request) {
        if (form != null) {
            desk.end(form.refreshToken());
            return;
        }
        Jwt token = presented(request);
        String session = token.getClaimAsString("sid");
        if (session == null) {
            throw new NoSession();
        }
        desk.end(UUID.fromString(session), UUID.fromString(token.getSubject()));
    }

    /** This door does not look at tokens, so that an expired one in the header is no hindrance. */
    private Jwt presented(HttpServletRequest request) {
        String token = new DefaultBearerTokenResolver().resolve(request);
        if (token == null) {
            throw new AuthenticationCredentialsNotFoundException("No token of either kind");
        }
        try {
            return tokens.decode(token);
        }
        catch (BadJwtException bad) {
            throw new InvalidBearerTokenException("Bad token", bad);
        }
    }
}
