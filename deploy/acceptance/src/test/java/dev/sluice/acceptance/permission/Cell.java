package dev.sluice.acceptance.permission;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sluice.common.test.DocTable;
import dev.sluice.common.test.Route;

/** Whether whoever has a role may do something to a record. */
record Cell(String role, String record, String action, Right right) {

    /** A caller without a token. */
    static final String NOBODY = "nobody";

    /** A client with the scope that the platform's own services have. */
    static final String SERVICE = "service";

    /** Somebody who is signed in and has no role. */
    static final String PERSON = "person";

    private static final List<String> COLUMNS =
            List.of("role", "record", "create", "read", "change", "delete", "export");

    /** All of the matrix. */
    static List<Cell> all() {
        return DocTable.rows("permission-matrix.csv", COLUMNS).stream().flatMap(Cell::of).toList();
    }

    private static Stream<Cell> of(List<String> row) {
        return IntStream.range(2, COLUMNS.size()).mapToObj(column ->
                new Cell(row.get(0), row.get(1), COLUMNS.get(column), Right.of(row.get(column))));
    }

    boolean isAbout(Route route) {
        return route.record().equals(record) && route.action().equals(action);
    }

    /** Whether something is different where it was done. */
    boolean changes() {
        return !action.equals("read") && !action.equals("export");
    }

    @Override
    public String toString() {
        return role + ", " + record + ", " + action + ": " + right;
    }
}
