package dev.sluice.approval.table;

import java.io.InputStream;
import java.io.OutputStream;

import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/** One JSON value per line; the same values always give the same bytes, on which digests rest. */
final class JsonLines {

    private JsonLines() {
    }

    static SequenceWriter writer(JsonMapper json, OutputStream out) {
        return json.writer()
                .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                .withRootValueSeparator("\n")
                .writeValues(out);
    }

    static <T> MappingIterator<T> reader(JsonMapper json, InputStream in, Class<T> type) {
        return json.readerFor(type).readValues(in);
    }
}
