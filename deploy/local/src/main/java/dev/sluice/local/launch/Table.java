package dev.sluice.local.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The one table that a start prints: where everything is. */
final class Table {

    private Table() {
    }

    /**
     * One thing that runs.
     *
     * @param swagger empty where there is no page
     */
    record Row(String name, String url, String swagger, String health, Path log) {

        private List<String> cells(Path from) {
            return List.of(name, url, swagger, health, from.relativize(log).toString());
        }
    }

    /** Lines with aligned columns; log files relative to a directory. */
    static List<String> lines(List<Row> rows, Path from) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("service", "URL", "Swagger UI", "health", "log"));
        rows.forEach(row -> table.add(row.cells(from)));
        int[] widths = new int[table.getFirst().size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return table.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append("  ").append(row.get(i)).repeat(" ", widths[i] - row.get(i).length());
        }
        return line.toString().stripTrailing();
    }
}
