package dev.sluice.auth.redis;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import io.lettuce.core.RedisCommandExecutionException;

/** Why Redis is away, in words that name the settings to look at; what wraps the cause says nothing of it. */
final class Absence {

    private static final List<String> REFUSALS = List.of("WRONGPASS", "NOAUTH", "ERR AUTH", "NOPERM");

    private Absence() {
    }

    static String reason(Throwable away) {
        List<Throwable> told = all(away).toList();
        for (Throwable cause : told) {
            if (cause instanceof SSLException) {
                return "TLS fails (" + root(cause) + "): see spring.data.redis.ssl.bundle and its trust";
            }
            String message = message(cause);
            if (cause instanceof RedisCommandExecutionException
                    && REFUSALS.stream().anyMatch(message::startsWith)) {
                return "it refuses the user or the password (" + message
                        + "): see spring.data.redis.username, .password, and those of .sentinel";
            }
        }
        return root(told.getLast());
    }

    /** Its causes, and what was suppressed: each Sentinel that was tried in vain. */
    private static Stream<Throwable> all(Throwable away) {
        Throwable cause = away.getCause();
        return Stream.of(Stream.of(away), cause == null ? Stream.<Throwable>empty() : all(cause),
                Stream.of(away.getSuppressed()).flatMap(Absence::all)).flatMap(part -> part);
    }

    private static String root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? message(failure) : root(cause);
    }

    private static String message(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    }
}
