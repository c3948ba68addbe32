package dev.sluice.auth.session;

import dev.sluice.auth.token.IssuedToken;

/** How the use of a refresh token ends. */
public sealed interface Refreshed {

    /**
     * Its successor and an access token that is good; the same ones for whoever asks again within the grace,
     * unless that access token has ended meanwhile.
     */
    record Granted(IssuedToken token) implements Refreshed {
    }

    /** It is none of ours, or its session is over; which of them is nobody's business. */
    record Refused() implements Refreshed {
    }
}
