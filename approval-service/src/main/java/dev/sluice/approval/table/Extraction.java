package dev.sluice.approval.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a CSV document row by row: RFC 4180 with any line end, UTF-8 and nothing else, with or without a
 * byte order mark. Rows are handed on as they are; whether they keep the contract is the transformation's
 * business.
 */
public final class Extraction {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonMapper json;

    public Extraction(JsonMapper json) {
        this.json = json;
    }

    /** What was read: the names in the document's order, and how many rows followed. */
    public record Extracted(List<String> header, long rows) {
    }

    /**
     * Writes each row as a line of JSON.
     *
     * @throws UnreadableDocument when it is no CSV, not UTF-8, or its header does not fit the contract
     */
    public Extracted extract(InputStream document, TableSchema schema, OutputStream rows) throws IOException {
        RowLimit text = new RowLimit(utf8(document));
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.DEFAULT);
                JsonLines writer = new JsonLines(json, rows)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw new UnreadableDocument("The document is empty");
            }
            List<String> header = header(records.next(), schema);
            long index = 0;
            while (records.hasNext()) {
                CSVRecord row = records.next();
                writer.write(new RawRow(index++, parser.getCurrentLineNumber(), row.toList()));
                text.nextRow();
            }
            return new Extracted(header, index);
        }
        catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        }
        catch (CharacterCodingException e) {
            throw unreadable(e);
        }
    }

    private static Reader utf8(InputStream document) {
        // The default decoder would replace what it cannot read: changed data that nobody was told of.
        return new InputStreamReader(document, StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static List<String> header(CSVRecord row, TableSchema schema) {
        List<String> names = new ArrayList<>();
        for (String cell : row) {
            String name = names.isEmpty() && !cell.isEmpty() && cell.charAt(0) == BYTE_ORDER_MARK
                    ? cell.substring(1) : cell;
            names.add(name.strip());
        }
        if (names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            throw new UnreadableDocument("The header holds the character NUL");
        }
        Set<String> distinct = new HashSet<>(names);
        if (distinct.size() < names.size() || distinct.contains("")) {
            throw new UnreadableDocument("The header has a column twice or without a name: " + names);
        }
        Set<String> missing = schema.requiredNames();
        missing.removeAll(distinct);
        if (!missing.isEmpty()) {
            throw new UnreadableDocument("The header lacks required columns: " + String.join(", ", missing));
        }
        return List.copyOf(names);
    }

    private static RuntimeException unreadable(IOException e) {
        if (e instanceof CharacterCodingException) {
            return new UnreadableDocument("The document is not UTF-8");
        }
        // The parser's own complaints are plain IOExceptions; anything more specific is the store's trouble.
        return e.getClass() == IOException.class || e instanceof CSVException
                ? new UnreadableDocument("The document is not CSV: " + e.getMessage())
                : new UncheckedIOException(e);
    }
}
