package dev.sluice.common.test;

import java.util.List;
import java.util.Locale;

/**
 * A row of {@code docs/routes.csv}: what a route does to which record. A route that does two things has two
 * rows.
 *
 * @param service its name, or {@link #EVERY}
 * @param method of HTTP, or {@code any}
 * @param path as the service maps it
 * @param record a record of {@code docs/permission-matrix.csv}, or {@link #NONE}
 * @param action what happens to the record: a column of the matrix, or {@link #NONE}
 * @param guard what the caller has to bring along
 */
public record Route(String service, String method, String path, String record, String action, Guard guard) {

    /** In place of a service: each of them has the route. */
    public static final String EVERY = "every";

    /** In place of a record and an action: the route touches no record. */
    public static final String NONE = "-";

    private static final List<String> COLUMNS =
            List.of("service", "method", "path", "record", "action", "guard");

    /** What a route wants to be shown. */
    public enum Guard {

        /** Nothing. */
        PUBLIC,
        /** A valid token; whose, the matrix says. */
        TOKEN,
        /** The account's password. */
        PASSWORD,
        /** The session's refresh token. */
        REFRESH_TOKEN,
        /** What authenticates a client (RFC 6749 section 2.3). */
        CLIENT;

        static Guard of(String word) {
            for (Guard guard : values()) {
                if (guard.toString().equals(word)) {
                    return guard;
                }
            }
            throw new AssertionError("routes.csv: a guard is one of " + List.of(values()) + ", not " + word);
        }

        /** The word in the table. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** All rows. */
    public static List<Route> all() {
        return DocTable.rows("routes.csv", COLUMNS).stream().map(cells -> new Route(cells.get(0),
                cells.get(1), cells.get(2), cells.get(3), cells.get(4), Guard.of(cells.get(5)))).toList();
    }

    boolean isOf(String name) {
        return service.equals(name) || service.equals(EVERY);
    }

    /** Method and path. */
    public String call() {
        return method + " " + path;
    }
}
