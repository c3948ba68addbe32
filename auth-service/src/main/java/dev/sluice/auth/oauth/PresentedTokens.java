package dev.sluice.auth.oauth;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.revocation.RevocationLedger;
import dev.sluice.auth.session.LiveSession;
import dev.sluice.auth.session.SessionDesk;
import dev.sluice.auth.token.Bearer;

/** Tokens that a client asks about or gives back. One tells by itself of which kind it is. */
@Component
class PresentedTokens {

    private static final int LONGEST = 8 * 1024;
    private static final String REFRESH_TOKEN = "refresh_token";

    private final JwtDecoder tokens;
    private final SessionDesk sessions;
    private final RevocationLedger revocations;
    private final AuditTrail audit;
    private final Clock clock;

    PresentedTokens(JwtDecoder tokens, SessionDesk sessions, RevocationLedger revocations,
            AuditTrail audit, Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
    }

    /** A token that is good now, or a used one of a session that goes on. */
    sealed interface Good {

        /** The client that it was given to. */
        String owner();

        /** An access token. */
        record Access(Jwt token) implements Good {

            @Override
            public String owner() {
                return String.valueOf(token.getClaims().get("client_id"));
            }
        }

        /** A refresh token. */
        record Refresh(String token, LiveSession session) implements Good {

            @Override
            public String owner() {
                return Bearer.FIRST_PARTY;
            }
        }
    }

    /**
     * Empty for whatever is not good, or no longer. A refresh token is only looked at for who says that it is
     * one: whoever asks whether a caller may be served takes everything else that is good for a bearer. The
     * time is our own, so that nothing is good for as long as clocks may be apart after its end.
     */
    Optional<Good> read(String token, @Nullable String hint) {
        return read(token, REFRESH_TOKEN.equals(hint) ? sessions::inspect : noBearer -> Optional.empty())
                .filter(good -> !(good instanceof Good.Access(Jwt access)) || isInTime(access));
    }

    private boolean isInTime(Jwt token) {
        Instant end = token.getExpiresAt();
        return end != null && clock.instant().isBefore(end);
    }

    /** Also a refresh token that was used, since whoever gives it back wants its session to end. */
    Optional<Good> givenBack(String token) {
        return read(token, sessions::sessionOf);
    }

    private Optional<Good> read(String token, Function<String, Optional<LiveSession>> session) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        if (token.indexOf('.') < 0) {
            return session.apply(token).map(live -> new Good.Refresh(token, live));
        }
        try {
            return Optional.of(new Good.Access(tokens.decode(token)));
        }
        catch (BadJwtException notGood) {
            return Optional.empty();
        }
    }

    /** Ends an access token, or the session of a refresh token with all that belongs to it. */
    @Transactional
    public void end(Good token) {
        String owner = token.owner();
        AuditEvent event = AuditEvent.of(AuditType.TOKEN_REVOKED).client(owner);
        AuditEvent revoked = owner.equals(Bearer.FIRST_PARTY) ? event : event.by(owner);
        switch (token) {
            case Good.Access(Jwt access) -> {
                String id = String.valueOf(access.getId());
                revocations.revokeToken(id,
                        Objects.requireNonNull(access.getExpiresAt(), "a good token has an end"));
                audit.record(revoked.about(String.valueOf(access.getSubject()))
                        .with(AuditField.TOKEN_ID, id));
            }
            case Good.Refresh(String refresh, LiveSession session) -> {
                sessions.end(refresh);
                audit.record(revoked.about(session.account()).with(AuditField.SESSION, session.session()));
            }
        }
    }
}
