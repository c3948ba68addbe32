package dev.sluice.approval.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in the four ways that senders write them, tried in this order: {@code %Y-%m-%d}, {@code %m/%d/%Y},
 * {@code %d-%m-%Y}, {@code %Y/%m/%d}. The separator decides between month first and day first: {@code
 * 03/04/2024} is the 4th of March, {@code 03-04-2024} the 3rd of April. A day that the calendar does not
 * have is refused, never rolled over.
 */
final class Dates {

    private static final List<Pattern> FORMATS = List.of(
            Pattern.compile("(?<y>\\d{4})-(?<m>\\d{1,2})-(?<d>\\d{1,2})"),
            Pattern.compile("(?<m>\\d{1,2})/(?<d>\\d{1,2})/(?<y>\\d{4})"),
            Pattern.compile("(?<d>\\d{1,2})-(?<m>\\d{1,2})-(?<y>\\d{4})"),
            Pattern.compile("(?<y>\\d{4})/(?<m>\\d{1,2})/(?<d>\\d{1,2})"));

    private Dates() {
    }

    /** The date as {@code yyyy-mm-dd}; empty for anything else than a date. */
    static Optional<String> iso(String text) {
        for (Pattern format : FORMATS) {
            Matcher date = format.matcher(text);
            if (date.matches()) {
                return iso(date);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> iso(Matcher date) {
        try {
            return Optional.of(LocalDate.of(part(date, "y"), part(date, "m"), part(date, "d")).toString());
        }
        catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int part(Matcher date, String name) {
        return Integer.parseInt(date.group(name));
    }
}
