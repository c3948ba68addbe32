package dev.sluice.ingest.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What one submitter's uploads have left. */
record Traces(JdbcClient db, Path objects, String submitter) {

    /** Neither a receipt of the data set, nor an event, nor an object, nor the note of an upload. */
    void assertNothingOf(String dataset) {
        assertThat(db.sql("select count(*) from receipt where dataset = ?").param(dataset)
                .query(Integer.class).single()).isZero();
        assertThat(db.sql("select count(*) from outbox where key = ?").param(dataset)
                .query(Integer.class).single()).isZero();
        assertThat(uploads()).isZero();
        assertThat(stored()).isEmpty();
    }

    /** How many are under way. */
    int uploads() {
        return db.sql("select count(*) from upload where submitter = ?").param(submitter)
                .query(Integer.class).single();
    }

    /** The objects that are there without a receipt, or with one of the submitter's. */
    Set<String> stored() {
        Set<String> others = Set.copyOf(db.sql("select id::text from receipt where submitter <> ?")
                .param(submitter).query(String.class).list());
        if (!Files.isDirectory(objects.resolve("uploads"))) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(objects.resolve("uploads"))) {
            return files.filter(Files::isRegularFile).map(file -> objects.relativize(file).toString())
                    .filter(key -> !others.contains(key.split("/", -1)[1])).collect(Collectors.toSet());
        }
        catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
