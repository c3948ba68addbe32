package dev.sluice.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the table.
 *
 * @param beside the baseline of the same run
 * @param met whether the goal is; null where there is none
 */
record Figure(String name, String measured, String beside, String ratio, String goal, String met) {

    static final Figure HEAD = new Figure("figure", "measured", "beside", "ratio", "goal", "met");

    static Figure of(String name, String measured, String beside, double ratio, String goal, boolean met) {
        return new Figure(name, measured, beside, number(ratio), goal, met ? "yes" : "no");
    }

    /** What explains another figure and has no goal of its own. */
    static Figure beside(String name, String measured, String beside, double ratio) {
        return new Figure(name, measured, beside, number(ratio), "", "");
    }

    static String number(double value) {
        return value >= 100 ? String.format("%,.0f", value) : value >= 10 ? String.format("%.1f", value)
                : String.format("%.2f", value);
    }

    /** As Markdown, in columns. */
    static String table(List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD.cells());
        figures.forEach(figure -> rows.add(figure.cells()));
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        List<String> ruler = new ArrayList<>();
        for (int width : widths) {
            ruler.add("-".repeat(width));
        }
        rows.add(1, ruler);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                text.append("| ").append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 1);
            }
            text.append("|\n");
        }
        return text.toString();
    }

    private List<String> cells() {
        return List.of(name, measured, beside, ratio, goal, met);
    }
}
