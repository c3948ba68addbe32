package dev.sluice.common.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tables of {@code docs} that tests read: a header, then rows of cells, between which are commas only. */
public final class DocTable {

    private DocTable() {
    }

    /**
     * The rows of a table.
     *
     * @param name of the file, such as {@code routes.csv}
     * @param header the columns that it must have
     * @throws AssertionError if it has others, or a row has not as many cells
     */
    public static List<List<String>> rows(String name, List<String> header) {
        return parse(name, header, lines(name));
    }

    static List<List<String>> parse(String name, List<String> header, List<String> lines) {
        List<List<String>> rows = lines.stream().map(line -> List.of(line.split(",", -1))).toList();
        if (rows.isEmpty() || !rows.getFirst().equals(header)) {
            throw new AssertionError(name + " does not begin with " + String.join(",", header));
        }
        for (int row = 1; row < rows.size(); row++) {
            if (rows.get(row).size() != header.size() || rows.get(row).stream().anyMatch(String::isBlank)) {
                throw new AssertionError(name + ":" + (row + 1) + " has not one word in each column: "
                        + lines.get(row));
            }
        }
        return rows.subList(1, rows.size());
    }

    private static List<String> lines(String name) {
        try {
            return Files.readAllLines(docs().resolve(name));
        }
        catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The folder of this source tree, from whichever module the test runs in. */
    static Path docs() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path docs = folder.resolve("docs");
            if (Files.isDirectory(docs.resolve("contracts"))) {
                return docs;
            }
        }
        throw new IllegalStateException("Not within the source tree: " + Path.of("").toAbsolutePath());
    }
}
