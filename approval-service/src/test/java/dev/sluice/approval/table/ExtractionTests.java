package dev.sluice.approval.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExtractionTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TableSchema SCHEMA = TableSchema.of(JSON.readTree("""
            {"fields":[{"name":"a","constraints":{"required":true}},{"name":"b"}]}"""));

    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();

    private Extraction.Extracted extract(String csv, Charset charset) throws IOException {
        return new Extraction(JSON).extract(new ByteArrayInputStream(csv.getBytes(charset)), SCHEMA, rows);
    }

    private Extraction.Extracted extract(String csv) throws IOException {
        return extract(csv, StandardCharsets.UTF_8);
    }

    private List<String> rows() {
        return rows.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "\uFEFFa,b\n1,2\n3,4\n",
            "a,b\r1,2\r3,4\r",
            "\"a\",b\n\"1\",2\n3,\"4\"\n", "\n a , b\n1,2\n\n3,4\n\n"})
    void anyLineEndQuotingAndByteOrderMarkIsTheSameDocument(String csv) throws IOException {
        Extraction.Extracted extracted = extract(csv);
        assertThat(extracted.header()).containsExactly("a", "b");
        assertThat(extracted.rows()).isEqualTo(2);
        assertThat(rows()).hasSize(2).satisfies(lines -> {
            assertThat(lines.get(0)).contains("\"index\":0", "[\"1\",\"2\"]");
            assertThat(lines.get(1)).contains("\"index\":1", "[\"3\",\"4\"]");
        });
    }

    @Test
    void quotedCellsHoldCommasQuotesAndLineEnds() throws IOException {
        extract("a,b\n\"x, \"\"y\"\"\nz\",2\n");
        assertThat(rows()).singleElement().satisfies(row ->
                assertThat(JSON.readValue(row, RawRow.class).cells()).containsExactly("x, \"y\"\nz", "2"));
    }

    @Test
    void raggedRowsAreHandedOnToBeRejected() throws IOException {
        assertThat(extract("a,b\n1\n1,2,3\n").rows()).isEqualTo(2);
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedNotReplaced() {
        assertThatThrownBy(() -> extract("a,b\n\u00e4,2\n", StandardCharsets.ISO_8859_1))
                .isInstanceOf(UnreadableDocument.class).hasMessage("The document is not UTF-8");
    }

    @Test
    void utf8IsKept() throws IOException {
        extract("a,b\n\u00e4\u20ac\ud83d\ude00,2\n");
        assertThat(rows().getFirst()).contains("\u00e4\u20ac\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b\n1\n", "a,a\n1,2\n", "a,\n1,2\n", "a,b\u0000\n1,2\n", "a,b\n\"1,2\n",
        "a,b\n\"1\"x,2\n"})
    void whatIsNoTableOfTheContractIsRefusedAsAWhole(String csv) {
        assertThatThrownBy(() -> extract(csv)).isInstanceOf(UnreadableDocument.class);
    }

    @Test
    void anUnclosedQuoteDoesNotFillTheMemory() {
        String endless = "a,b\n\"" + "x".repeat(3 * RowLimit.LONGEST_ROW);
        assertThatThrownBy(() -> extract(endless)).isInstanceOf(UnreadableDocument.class)
                .hasMessageContaining("unclosed quote");
    }
}
