package dev.sluice.approval.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import dev.sluice.approval.table.Extraction;
import dev.sluice.approval.table.Extraction.Extracted;
import dev.sluice.approval.table.TableSchema;
import dev.sluice.approval.table.Transformation;
import dev.sluice.approval.table.Transformation.Transformed;
import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.object.Stored;

/**
 * The steps between one object and the next. Each reads whole objects, writes whole objects and always the
 * same bytes for the same input, so doing one again, after a crash or by two workers at once, changes
 * nothing.
 */
@Component
class DocumentSteps {

    private final ObjectStore objects;
    private final JsonMapper json;
    private final DocumentProperties properties;

    DocumentSteps(ObjectStore objects, JsonMapper json, DocumentProperties properties) {
        this.objects = objects;
        this.json = json;
        this.properties = properties;
    }

    Extracted extract(UUID jobId, DocumentReceived document) throws IOException {
        TableSchema schema = TableSchema.of(document.schema());
        MessageDigest digest = sha256();
        try (Spool rows = new Spool();
                InputStream source = new DigestInputStream(objects.open(document.objectKey()), digest)) {
            Extracted extracted = new Extraction(json).extract(source, schema, rows.out());
            requireDigest("The source", document.sha256(), digest);
            rows.store(objects, new DocumentKeys(jobId).extracted());
            return extracted;
        }
    }

    Transformed transform(UUID jobId, DocumentReceived document, Extracted extracted) throws IOException {
        DocumentKeys keys = new DocumentKeys(jobId);
        TableSchema schema = TableSchema.of(document.schema());
        try (Spool records = new Spool();
                Spool rejected = new Spool();
                InputStream rows = objects.open(keys.extracted())) {
            Transformed transformed = new Transformation(json, properties.maxKeys())
                    .transform(rows, extracted.header(), schema, records.out(), rejected.out());
            records.store(objects, keys.transformed());
            rejected.store(objects, keys.rejected());
            return transformed;
        }
    }

    Loaded load(UUID jobId, Transformed transformed) throws IOException {
        DocumentKeys keys = new DocumentKeys(jobId);
        Stored stored = objects.copy(keys.transformed(), keys.loaded());
        String sample = json.writeValueAsString(sample(keys.loaded()));
        return new Loaded(stored.sha256(), transformed.records(), transformed.rejected(),
                JsonNodeFactory.instance.stringNode(sample));
    }

    /** Makes the approved bytes the output, after making sure that they still are the approved ones. */
    String finalizeOutput(UUID jobId, String approvedDigest) throws IOException {
        DocumentKeys keys = new DocumentKeys(jobId);
        try (InputStream bytes = objects.open(keys.loaded())) {
            MessageDigest digest = sha256();
            try (InputStream digested = new DigestInputStream(bytes, digest)) {
                digested.transferTo(OutputStream.nullOutputStream());
            }
            requireDigest("The output", approvedDigest, digest);
        }
        Stored stored = objects.copy(keys.loaded(), keys.output());
        if (!stored.sha256().equals(approvedDigest)) {
            objects.delete(keys.output());
            throw new DigestMismatch("The output", approvedDigest, stored.sha256());
        }
        return stored.key();
    }

    /** Moves the source out of the uploads. */
    String archive(DocumentReceived document) throws IOException {
        String archived = DocumentKeys.archive(document.documentId(), document.objectKey());
        // Absent when an earlier attempt got as far as the delete.
        if (objects.exists(document.objectKey())) {
            objects.copy(document.objectKey(), archived);
            objects.delete(document.objectKey());
        }
        return archived;
    }

    /** Removes what only the way needed. */
    void removeStaging(UUID jobId) throws IOException {
        DocumentKeys keys = new DocumentKeys(jobId);
        objects.delete(keys.extracted());
        objects.delete(keys.transformed());
        objects.delete(keys.loaded());
    }

    private JsonNode sample(String key) throws IOException {
        try (InputStream bytes = objects.open(key);
                MappingIterator<JsonNode> records = json.readerFor(JsonNode.class).readValues(bytes)) {
            return Sample.of(records, properties.sampleSize());
        }
    }

    private static void requireDigest(String what, String expected, MessageDigest digest) {
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(expected)) {
            throw new DigestMismatch(what, expected, actual);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
