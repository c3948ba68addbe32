package dev.sluice.auth.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.Person;
import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.revocation.RevocationLedger;
import dev.sluice.auth.token.Bearer;
import dev.sluice.auth.token.IssuedToken;
import dev.sluice.auth.token.Mint;
import dev.sluice.common.revocation.Mark;

/**
 * Begins, continues and ends sessions. A session has one chain of refresh tokens, whoever asks how
 * often: within a grace a token that was used gets the last answer again, so that a lost answer and several
 * tabs sign nobody out; if its access token has ended meanwhile, with another one. After it, somebody has a
 * copy, and the session ends for both.
 */
@Component
public class SessionDesk {

    private static final String TOKEN = "refresh token";

    private final StoredSessions sessions;
    private final Answers answers;
    private final Accounts accounts;
    private final Mint mint;
    private final Vault vault;
    private final RevocationLedger revocations;
    private final AuditTrail audit;
    private final SessionProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;

    SessionDesk(StoredSessions sessions, Answers answers, Accounts accounts, Mint mint, Vault vault,
            RevocationLedger revocations, AuditTrail audit, SessionProperties properties, Clock clock,
            MeterRegistry meters) {
        this.sessions = sessions;
        this.answers = answers;
        this.accounts = accounts;
        this.mint = mint;
        this.vault = vault;
        this.revocations = revocations;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
        if (properties.grace().compareTo(mint.life()) >= 0) {
            throw new IllegalArgumentException(
                    "sluice.auth.session.grace must be shorter than sluice.auth.token.life");
        }
        for (String outcome : Set.of("rotated", "repeated", "refused", "reused")) {
            meters.counter("sluice.auth.refreshes", "outcome", outcome);
        }
    }

    /**
     * A session of somebody who has just proven who they are. Nothing is stored before its first refresh.
     *
     * @param proof how they did, for the audit trail
     */
    public IssuedToken begin(Person person, String proof) {
        Instant now = now();
        RefreshToken first = new RefreshToken(UUID.randomUUID(), person.id(), person.sessionEpoch(), 0,
                now.plus(properties.life()), now);
        IssuedToken token = issue(person, first);
        audit.report(AuditEvent.of(AuditType.SIGNIN_SUCCEEDED).by(person.id()).about(person.id())
                .client(Bearer.FIRST_PARTY).with(AuditField.SESSION, first.session())
                .with(AuditField.PROOF, proof));
        return token;
    }

    /** Exchanges a refresh token for its successor and an access token. */
    @Transactional
    public Refreshed refresh(String token) {
        Optional<RefreshToken> ours = read(token);
        if (ours.isEmpty()) {
            return refused("unknown-token", AuditEvent.of(AuditType.SESSION_REFUSED));
        }
        RefreshToken presented = ours.get();
        if (!inTime(presented)) {
            return refused("too-old", presented);
        }
        Optional<Account> owner = owner(presented);
        if (owner.isEmpty()) {
            return refused("account-changed", presented);
        }
        StoredSession session = sessions.lock(presented);
        if (session.endedAt() != null) {
            return refused("ended", presented);
        }
        if (presented.generation() >= session.generation()) {
            return rotated(owner.get(), session, presented);
        }
        // Whoever has waited for the session may have an older account than the answer is about.
        return owner(presented).map(account -> repeated(account, session, presented)
                        .orElseGet(() -> reused(session, presented)))
                .orElseGet(() -> refused("account-changed", presented));
    }

    /** What a refresh token stands for that could be used now; nothing happens to it. */
    @Transactional(readOnly = true)
    public Optional<LiveSession> inspect(String token) {
        return live(token, (ours, session) -> ours.generation() >= session.generation());
    }

    /** The same for one that may have been used: whoever has any of a session's tokens may end it. */
    @Transactional(readOnly = true)
    public Optional<LiveSession> sessionOf(String token) {
        return live(token, (ours, session) -> true);
    }

    private Optional<LiveSession> live(String token, BiPredicate<RefreshToken, StoredSession> counts) {
        return read(token).filter(this::inTime).filter(ours -> owner(ours).isPresent())
                .filter(ours -> sessions.find(ours.session()).map(session -> session.endedAt() == null
                        && counts.test(ours, session)).orElse(true))
                .map(ours -> new LiveSession(ours.session(), ours.account(), ours.issuedAt(), end(ours)));
    }

    private Optional<Account> owner(RefreshToken token) {
        return accounts.findById(token.account())
                .filter(account -> !account.isLocked() && account.sessionEpoch() == token.epoch());
    }

    private Refreshed rotated(Account account, StoredSession session, RefreshToken presented) {
        RefreshToken next = presented.next(now());
        IssuedToken answer = issue(account.person(), next);
        sessions.rotated(next, session.rotationsWith(next.issuedAt(), properties.grace()),
                answers.seal(answer));
        count("rotated");
        return new Refreshed.Granted(answer);
    }

    /** The last answer, for a token whose own answer may have been lost on its way or came too late. */
    private Optional<Refreshed> repeated(Account account, StoredSession session, RefreshToken presented) {
        String answer = session.answer();
        Instant now = now();
        boolean inGrace = session.used(presented.generation())
                .filter(used -> !used.plus(properties.grace()).isBefore(now)).isPresent();
        if (answer == null || !inGrace) {
            return Optional.empty();
        }
        long since = Duration.between(session.rotations().getLast(), now).toSeconds();
        return answers.open(answer).map(last -> {
            count("repeated");
            return new Refreshed.Granted(answers.hasEnded(last, account.tokenEpoch())
                    ? renewed(last, account, session, since) : last.after(since));
        });
    }

    /** The same successor beside an access token that is good, which is the answer from now on. */
    private IssuedToken renewed(IssuedToken last, Account account, StoredSession session, long since) {
        IssuedToken answer = mint.issue(bearer(account.person(), session.id()))
                .with(Objects.requireNonNull(last.refreshToken(), "every answer has a successor"));
        // The life of a stored answer counts from the last refresh.
        sessions.answered(session.id(), answers.seal(answer.after(-since)));
        return answer;
    }

    private Refreshed reused(StoredSession session, RefreshToken presented) {
        sessions.end(session.id(), session.account(), presented.endsAt(), StoredSessions.End.REUSED,
                now());
        revocations.revoke(Mark.ofSession(session.id().toString()));
        audit.record(AuditEvent.of(AuditType.SESSION_REUSED).about(session.account())
                .client(Bearer.FIRST_PARTY).with(AuditField.SESSION, session.id()));
        count("reused");
        return new Refreshed.Refused();
    }

    /** Ends the session of a refresh token, wherever it is used; nothing happens for a token that is none. */
    @Transactional
    public void end(String refreshToken) {
        read(refreshToken).filter(this::inTime)
                .filter(token -> accounts.findById(token.account()).isPresent())
                .ifPresent(token -> end(token.session(), token.account(), token.endsAt()));
    }

    /** Ends a session that an access token names. */
    @Transactional
    public void end(UUID session, UUID account) {
        end(session, account, now().plus(properties.longest()));
    }

    private void end(UUID session, UUID account, Instant endsAt) {
        if (sessions.end(session, account, endsAt, StoredSessions.End.SIGNED_OUT, now())) {
            revocations.revoke(Mark.ofSession(session.toString()));
            audit.record(AuditEvent.of(AuditType.SESSION_SIGNED_OUT).by(account).about(account)
                    .client(Bearer.FIRST_PARTY).with(AuditField.SESSION, session));
        }
    }

    @Scheduled(fixedDelayString = "${sluice.auth.session.clean-every:1h}")
    void clean() {
        sessions.clean(now());
    }

    private IssuedToken issue(Person person, RefreshToken refresh) {
        return mint.issue(bearer(person, refresh.session())).with(vault.seal(TOKEN, refresh.bytes()));
    }

    private static Bearer bearer(Person person, UUID session) {
        return new Bearer(person.id().toString(), Bearer.FIRST_PARTY, person.email(), person.email(),
                person.roles(), Set.of(Bearer.FIRST_PARTY), session, person.tokenEpoch());
    }

    private Optional<RefreshToken> read(String token) {
        return vault.open(TOKEN, token).flatMap(RefreshToken::of);
    }

    private boolean inTime(RefreshToken token) {
        return now().isBefore(end(token));
    }

    private Instant end(RefreshToken token) {
        Instant idle = token.issuedAt().plus(properties.idle());
        return idle.isBefore(token.endsAt()) ? idle : token.endsAt();
    }

    private Refreshed refused(String reason, RefreshToken presented) {
        return refused(reason, AuditEvent.of(AuditType.SESSION_REFUSED).about(presented.account())
                .with(AuditField.SESSION, presented.session()));
    }

    private Refreshed refused(String reason, AuditEvent event) {
        audit.report(event.client(Bearer.FIRST_PARTY).with(AuditField.REASON, reason));
        count("refused");
        return new Refreshed.Refused();
    }

    private void count(String outcome) {
        meters.counter("sluice.auth.refreshes", "outcome", outcome).increment();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
