package dev.sluice.approval.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.table.TableSchema.Field;

/**
 * Turns extracted rows into records: trimmed, typed, dates normalised, empty optional cells null. A row
 * that does not keep the contract is rejected with all its reasons and never dropped. The same rows and the
 * same contract always give the same bytes.
 */
public final class Transformation {

    private final JsonMapper json;
    private final int maxKeys;

    /** @param maxKeys how many rows a document with a primary key may have */
    public Transformation(JsonMapper json, int maxKeys) {
        this.json = json;
        this.maxKeys = maxKeys;
    }

    /** How many rows became records, and how many did not. */
    public record Transformed(long records, long rejected) {
    }

    /** Writes records and rejected rows as JSON Lines, each in the order of the rows. */
    public Transformed transform(InputStream rows, List<String> header, TableSchema schema,
            OutputStream records, OutputStream rejected) throws IOException {
        KeySet keys = new KeySet(maxKeys);
        List<Column> columns = columns(header, schema);
        long good = 0;
        long bad = 0;
        try (MappingIterator<RawRow> source = JsonLines.reader(json, rows, RawRow.class);
                JsonLines goodRows = new JsonLines(json, records);
                JsonLines badRows = new JsonLines(json, rejected)) {
            while (source.hasNext()) {
                RawRow row = source.next();
                List<String> reasons = new ArrayList<>();
                Map<String, @Nullable Object> values = values(row, header.size(), columns, reasons);
                if (reasons.isEmpty() && !schema.primaryKey().isEmpty() && !keys.add(key(values, schema))) {
                    reasons.add("the primary key " + key(values, schema) + " is there already");
                }
                if (reasons.isEmpty()) {
                    goodRows.write(values);
                    good++;
                }
                else {
                    String reason = String.join("; ", reasons);
                    badRows.write(new RejectedRow(row.index(), row.line(), reason, row.cells()));
                    bad++;
                }
            }
        }
        return new Transformed(good, bad);
    }

    /** Where a field's cells are; nowhere for a declared one that the document leaves out. */
    private record Column(Field field, @Nullable Integer at) {

        Cell cell(RawRow row) {
            return Transformation.cell(field, at == null ? "" : row.cells().get(at));
        }
    }

    /** Contract order first, so that a column moved by the sender does not change the output. */
    private static List<Column> columns(List<String> header, TableSchema schema) {
        Map<String, Integer> others = new LinkedHashMap<>();
        for (int at = 0; at < header.size(); at++) {
            others.put(header.get(at), at);
        }
        List<Column> columns = new ArrayList<>();
        schema.fields().values()
                .forEach(field -> columns.add(new Column(field, others.remove(field.name()))));
        others.forEach((name, at) -> columns.add(new Column(new Field(name, FieldType.STRING, false), at)));
        return columns;
    }

    private static Map<String, @Nullable Object> values(
            RawRow row, int width, List<Column> columns, List<String> reasons) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (row.cells().size() != width) {
            reasons.add("has " + row.cells().size() + " cells, the header has " + width);
            return values;
        }
        for (Column column : columns) {
            switch (column.cell(row)) {
                case Cell.Value value -> values.put(column.field().name(), value.value());
                case Cell.Bad bad -> reasons.add(column.field().name() + " " + bad.reason());
            }
        }
        return values;
    }

    private static Cell cell(Field field, String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return field.required() ? new Cell.Bad("is required") : Cell.ABSENT;
        }
        return trimmed.indexOf('\0') < 0 ? field.type().read(trimmed)
                : new Cell.Bad("holds the character NUL");
    }

    private static List<String> key(Map<String, @Nullable Object> values, TableSchema schema) {
        return schema.primaryKey().stream().map(name -> String.valueOf(values.get(name))).toList();
    }
}
