package dev.sluice.common.revocation;

import java.time.Instant;

/**
 * Tokens that are refused from now on.
 *
 * @param mark what they are known by
 * @param below only tokens whose epoch is lower; {@link #ALL} for every one. The epoch is a number that an
 *        account counts up, so that no clock decides which token came first
 * @param until when the last of them has expired by itself, and this may be forgotten
 */
public record Revocation(Mark mark, long below, Instant until) {

    /** Above any epoch. */
    public static final long ALL = Long.MAX_VALUE;

    boolean covers(TokenMarks token) {
        return token.epoch() < below;
    }
}
