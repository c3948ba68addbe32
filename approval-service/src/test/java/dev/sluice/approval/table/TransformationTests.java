package dev.sluice.approval.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class TransformationTests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private final ByteArrayOutputStream rejected = new ByteArrayOutputStream();

    private Transformation.Transformed transform(String schema, String csv, int maxKeys) throws IOException {
        records.reset();
        rejected.reset();
        TableSchema table = TableSchema.of(JSON.readTree(schema));
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        Extraction.Extracted extracted = new Extraction(JSON)
                .extract(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), table, rows);
        return new Transformation(JSON, maxKeys).transform(new ByteArrayInputStream(rows.toByteArray()),
                extracted.header(), table, records, rejected);
    }

    private String only(String type, String text) throws IOException {
        transform("{\"fields\":[{\"name\":\"v\",\"type\":\"" + type + "\"},{\"name\":\"w\"}]}",
                "v,w\n\"" + text.replace("\"", "\"\"") + "\",x\n", 10);
        return records.size() == 0 ? "rejected" : JSON.readTree(records.toByteArray()).get("v").toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            number   | 31.95376472  | 31.95376472
            number   | ' -1.50 '    | -1.50
            number   | 1e3          | 1E+3
            number   | 1,000        | rejected
            number   | NaN          | rejected
            number   | 1e1000       | 1E+1000
            number   | 1e200000     | rejected
            number   | 1e-200000    | rejected
            number   | 0x10         | rejected
            integer  | 42           | 42
            integer  | +7           | 7
            integer  | 123456789012345678901234567890 | 123456789012345678901234567890
            integer  | 4.2          | rejected
            boolean  | TRUE         | true
            boolean  | 0            | false
            boolean  | yes          | rejected
            date     | 2024-3-4     | "2024-03-04"
            date     | 3/4/2024     | "2024-03-04"
            date     | 3-4-2024     | "2024-04-03"
            date     | 2024/03/04   | "2024-03-04"
            date     | 2024-02-29   | "2024-02-29"
            date     | 2023-02-29   | rejected
            date     | 13/1/2024    | rejected
            date     | 24-3-4       | rejected
            datetime | 2024-03-04T05:06:07Z | "2024-03-04T05:06:07Z"
            datetime | yesterday    | rejected
            string   | ' 007 '      | "007"
            geopoint | 1/2          | "1/2"
            number   | '   '        | null
            """)
    void aCellIsReadByItsType(String type, String text, String expected) throws IOException {
        assertThat(only(type, text)).isEqualTo(expected);
    }

    @Test
    void everyReasonIsSaidAtOnce() throws IOException {
        transform("""
                {"fields":[{"name":"id","constraints":{"required":true}},{"name":"n","type":"integer"}]}""",
                "id,n\n,x\n", 10);
        assertThat(rejected.toString(StandardCharsets.UTF_8))
                .contains("\"reason\":\"id is required; n is not an integer\"", "\"cells\":[\"\",\"x\"]");
    }

    @Test
    void aCharacterThatNoDatabaseHoldsIsRejected() throws IOException {
        transform("{\"fields\":[{\"name\":\"a\"}]}", "a,b\n1,\u0000\n2,x\n", 10);
        assertThat(lines(records)).isEqualTo(1);
        assertThat(rejected.toString(StandardCharsets.UTF_8))
                .contains("\"index\":0", "\"reason\":\"b holds the character NUL\"");
    }

    @Test
    void aPrimaryKeyIsComparedAsTypedAndAsAWhole() throws IOException {
        Transformation.Transformed done = transform("""
                {"fields":[{"name":"a"},{"name":"n","type":"integer"}],"primaryKey":["a","n"]}""",
                "a,n\nx,1\nx,01\nx,2\nx1,1\nx,11\n", 10);
        assertThat(done).isEqualTo(new Transformation.Transformed(4, 1));
        assertThat(rejected.toString(StandardCharsets.UTF_8)).contains("\"index\":1");
    }

    @Test
    void aColumnThatTheContractDoesNotNameIsKeptAsText() throws IOException {
        transform("{\"fields\":[{\"name\":\"b\",\"type\":\"integer\"}]}", "extra,b\n 1 ,2\n", 10);
        assertThat(records.toString(StandardCharsets.UTF_8)).isEqualTo("{\"b\":2,\"extra\":\"1\"}\n");
    }

    /** Looking each column up by its name takes minutes. */
    @Test
    void aWideDocumentTakesAsLongAsItsCells() {
        List<String> names = IntStream.range(0, 20_000).mapToObj(at -> "c" + at).toList();
        String schema = names.stream().map(name -> "{\"name\":\"" + name + "\"}")
                .collect(Collectors.joining(",", "{\"fields\":[", "]}"));
        String row = ",".repeat(names.size() - 1) + "x\n";
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(
                transform(schema, String.join(",", names) + "\n" + row.repeat(200), 10).records())
                .isEqualTo(200));
    }

    @Test
    void moreRowsThanKeysCanBeCheckedAreRefused() {
        assertThatThrownBy(() -> transform("{\"fields\":[{\"name\":\"a\"}],\"primaryKey\":\"a\"}",
                "a\n1\n2\n3\n", 2)).isInstanceOf(UnreadableDocument.class);
    }

    /**
     * Whatever the bytes are, every row is either a record or rejected, and the same again gives the same.
     */
    @Test
    void noRowIsLostWhateverIsInIt() throws IOException {
        Random random = new Random(42);
        String alphabet = "ab1-/. ,\"\n\u00e4";
        String schema = """
                {"fields":[{"name":"k","constraints":{"required":true}},{"name":"n","type":"number"},
                           {"name":"d","type":"date"}],"primaryKey":"k"}""";
        for (int round = 0; round < 200; round++) {
            StringBuilder csv = new StringBuilder("k,n,d\n");
            int rows = random.nextInt(20);
            for (int row = 0; row < rows; row++) {
                csv.append('"').append(row % 7).append("\",");
                for (int cell = 0; cell < 1 + random.nextInt(3); cell++) {
                    StringBuilder text = new StringBuilder();
                    random.ints(random.nextInt(8), 0, alphabet.length()).forEach(at ->
                            text.append(alphabet.charAt(at)));
                    csv.append(cell == 0 ? "" : ",").append(
                            '"').append(text.toString().replace("\"", "\"\"")).append('"');
                }
                csv.append('\n');
            }
            Transformation.Transformed done = transform(schema, csv.toString(), 100);
            assertThat(done.records() + done.rejected()).isEqualTo(rows);
            assertThat(lines(records)).isEqualTo(done.records());
            assertThat(lines(rejected)).isEqualTo(done.rejected());
            byte[] once = records.toByteArray();
            transform(schema, csv.toString(), 100);
            assertThat(records.toByteArray()).isEqualTo(once);
        }
    }

    private static long lines(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8).lines().map(JSON::readTree).filter(
                JsonNode::isObject).count();
    }
}
