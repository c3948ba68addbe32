package dev.sluice.common.observability;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id under which everything that one request caused is found: in the header {@code X-Correlation-Id}, in
 * each log line, and in each event. It is the client's if that is plain, and made up otherwise.
 */
public final class Correlation {

    /** The HTTP header, in requests and in answers. */
    public static final String HEADER = "X-Correlation-Id";

    /** The name in the logging context. */
    public static final String KEY = "correlationId";

    /** Nothing that could break a line or a query. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Correlation() {
    }

    static String of(@Nullable String given) {
        return given != null && PLAIN.matcher(given).matches() ? given : UUID.randomUUID().toString();
    }

    /** The id of the running request or event; nothing outside of one. */
    public static @Nullable String current() {
        return MDC.get(KEY);
    }
}
