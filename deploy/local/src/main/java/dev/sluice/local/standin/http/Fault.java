package dev.sluice.local.standin.http;

import java.time.Duration;
import java.util.Map;

/**
 * Something that goes wrong on purpose.
 *
 * @param path what a request's path starts with
 * @param method empty: any
 * @param status answered instead of the real answer; 0 answers as usual, after the delay
 * @param retryAfter seconds in the header {@code Retry-After}; negative: no header
 * @param delay before the answer
 * @param times how many requests it hits
 * @param after whether the request is carried out first, so that only its answer is lost
 */
public record Fault(String path, String method, int status, int retryAfter, Duration delay, int times,
        boolean after) {

    public Fault {
        if (times < 1 || status < 0 || status > 599 || delay.isNegative()) {
            throw new IllegalArgumentException("A fault has a status from 0 to 599 and hits at least once");
        }
    }

    /** The request is refused. */
    public static Fault refusing(String path, int status, int times) {
        return new Fault(path, "", status, -1, Duration.ZERO, times, false);
    }

    /** The request is refused with 429 and told when to come back. */
    public static Fault throttling(String path, Duration retryAfter, int times) {
        return new Fault(path, "", 429, (int) retryAfter.toSeconds(), Duration.ZERO, times, false);
    }

    /** The request is carried out, but answered with an error. */
    public static Fault losingTheAnswer(String path, int status, int times) {
        return new Fault(path, "", status, -1, Duration.ZERO, times, true);
    }

    /** The answer comes late. */
    public static Fault slow(String path, Duration delay, int times) {
        return new Fault(path, "", 0, -1, delay, times, false);
    }

    /** The same for one method only. */
    public Fault on(String onlyMethod) {
        return new Fault(path, onlyMethod, status, retryAfter, delay, times, after);
    }

    boolean hits(Call call) {
        return call.path().startsWith(path) && (method.isEmpty() || method.equals(call.method()));
    }

    Fault onceLess() {
        return new Fault(path, method, status, retryAfter, delay, times - 1, after);
    }

    Reply reply() {
        Reply reply = Reply.json(status, Map.of("fault", "on demand"));
        return retryAfter < 0 ? reply : reply.with("Retry-After", Integer.toString(retryAfter));
    }
}
