package dev.sluice.auth.proof;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.auth.account.Person;
import dev.sluice.common.revocation.TokenMarks;

/**
 * That somebody proved a password.
 *
 * @param person as they were then
 * @param verifier a keyed hash of the address and the password
 * @param provenAt when the password was compared with its hash in the database
 * @param endsAt when it is over, whatever the configuration is by then: what ends it earlier is remembered
 *        only until then; null in one that the version before made
 */
record Proof(Person person, String verifier, Instant provenAt, @Nullable Instant endsAt) {

    /** @param life of a proof as it is configured now */
    boolean isInTime(Instant now, Duration life) {
        return now.isBefore(provenAt.plus(life)) && (endsAt == null || now.isBefore(endsAt));
    }

    /** What ends the tokens of that person ends the proof. */
    TokenMarks marks() {
        return TokenMarks.of(null, null, person.id().toString(), null, person.tokenEpoch());
    }

    @Override
    public String toString() {
        return "Proof[" + person.id() + "]";
    }
}
