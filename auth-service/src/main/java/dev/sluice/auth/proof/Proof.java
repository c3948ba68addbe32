package dev.sluice.auth.proof;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonFormat;

import dev.sluice.auth.account.Person;
import dev.sluice.common.revocation.TokenMarks;

/**
 * That somebody proved a password.
 *
 * @param person as they were then
 * @param verifier a keyed hash of the address and the password
 * @param provenAt when the password was compared with its hash in the database
 */
record Proof(Person person, String verifier,
        @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant provenAt) {

    /** What ends the tokens of that person ends the proof. */
    TokenMarks marks() {
        return TokenMarks.of(null, null, person.id().toString(), null, person.tokenEpoch());
    }

    @Override
    public String toString() {
        return "Proof[" + person.id() + "]";
    }
}
