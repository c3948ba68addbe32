package dev.sluice.auth.proof;

import java.time.Duration;

import dev.sluice.auth.account.Person;

/** What is known of an attempt before anything is hashed. */
public sealed interface Recalled {

    /** They proved this very password lately. */
    record Proven(Person person) implements Recalled {
    }

    /** It has to be proven; the attempt is counted until then. */
    record Unproven() implements Recalled {
    }

    /** Whether it is right is not looked at, for that long. */
    record TooMany(Duration retryAfter) implements Recalled {
    }
}
