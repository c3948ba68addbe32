package dev.sluice.approval.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * Extracts and transforms a long document that is made while it is read, in whatever heap this process has.
 */
final class BigDocument {

    private BigDocument() {
    }

    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[0]);
        JsonMapper json = JsonMapper.builder().build();
        TableSchema schema = TableSchema.of(json.readTree("""
                {"fields":[{"name":"id","type":"integer"},{"name":"day","type":"date"},{"name":"text"}],
                 "primaryKey":"id"}"""));
        Path extracted = Files.createTempFile("big", ".jsonl");
        try (InputStream document = new Rows(rows)) {
            try (OutputStream out = Files.newOutputStream(extracted)) {
                new Extraction(json).extract(document, schema, out);
            }
            try (InputStream in = Files.newInputStream(extracted)) {
                Transformation.Transformed done = new Transformation(json, rows).transform(in,
                        List.of("id", "day", "text"), schema, OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream());
                System.exit(done.records() == rows && done.rejected() == 0 ? 0 : 1);
            }
        }
        finally {
            Files.delete(extracted);
        }
    }

    /** The lines of the document, one at a time. */
    private static final class Rows extends InputStream {

        private final int rows;
        private byte[] line = "id,day,text\n".getBytes(StandardCharsets.UTF_8);
        private int at;
        private int next;

        Rows(int rows) {
            this.rows = rows;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == line.length && !advance()) {
                return -1;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, into, offset, count);
            at += count;
            return count;
        }

        @Override
        public int read() {
            return at == line.length && !advance() ? -1 : line[at++];
        }

        private boolean advance() {
            if (next == rows) {
                return false;
            }
            String text = "a text that is as long as such texts are in real documents of this kind";
            line = (next++ + ",3/4/1999," + text + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
            return true;
        }
    }
}
