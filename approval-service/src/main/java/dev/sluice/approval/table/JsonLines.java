package dev.sluice.approval.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one JSON value per line, the last line ended like all others; the same values always give the same
 * bytes, on which digests rest.
 */
final class JsonLines implements Closeable {

    private final OutputStream out;
    private final SequenceWriter values;
    private boolean empty = true;

    /** The stream is flushed and left open. */
    JsonLines(JsonMapper json, OutputStream out) {
        this.out = out;
        this.values = json.writer().withRootValueSeparator("\n").writeValues(out);
    }

    static <T> MappingIterator<T> reader(JsonMapper json, InputStream in, Class<T> type) {
        return json.readerFor(type).readValues(in);
    }

    void write(Object value) {
        values.write(value);
        empty = false;
    }

    @Override
    public void close() throws IOException {
        values.flush();
        if (!empty) {
            out.write('\n');
        }
        out.flush();
    }
}
