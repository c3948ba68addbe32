package dev.sluice.common.test;

import java.util.List;
import java.util.regex.Pattern;

/** What was logged for requests, each entry with all of its lines. */
public final class LogOf {

    private static final Pattern ENTRY = Pattern.compile("(?m)^(?=\\d\\d:\\d\\d:\\d\\d\\.\\d{3} )");

    private LogOf() {
    }

    /**
     * The entries of these requests, whatever others are logged about meanwhile.
     *
     * @param output that was captured
     * @param correlation how their {@code X-Correlation-Id} begins
     */
    public static List<String> requests(String output, String correlation) {
        return ENTRY.splitAsStream(output).filter(entry -> entry.contains("[" + correlation)).toList();
    }
}
