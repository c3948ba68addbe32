package dev.sluice.ingest.document;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.ingest.dataset.Contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeaderTests {

    private static final Contract LOOSE = contract("false");
    private static final Contract STRICT = contract("true");

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a,b\n", "a,b\r\n1,2", "b,x, a ", "\"a\",\"b\"\n", "\uFEFFa,b\n",
        "\"x\ny\",a,b\n", "a,b\r1,2"})
    void aHeaderThatNamesEveryRequiredFieldPasses(String document) throws IOException {
        BufferedInputStream stream = stream(document.getBytes(StandardCharsets.UTF_8));
        Header.check(stream, STRICT);
        assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(document);
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThatThrownBy(() -> Header.check(stream("a,c\n1,2\n".getBytes(StandardCharsets.UTF_8)),
                STRICT)).isInstanceOfSatisfying(UnreadableHeader.class, refused ->
                        assertThat(refused.getBody().getProperties()).containsEntry("missing",
                                List.of("b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b\n1;2\n", "PK\u0003\u0004\n", "{\"a\":1}\n"})
    void aHeaderWithNoneOfTheFieldsIsShown(String document) {
        assertThatThrownBy(() -> Header.check(stream(document.getBytes(StandardCharsets.UTF_8)), LOOSE))
                .isInstanceOf(UnreadableHeader.class)
                .hasMessageContaining(document.lines().findFirst().orElseThrow().replace("\"", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,a\n", "a,b,\n", "a,,b", "a,b, a"})
    void aColumnWithoutANameOfItsOwnIsRefused(String document) {
        assertThatThrownBy(() -> Header.check(stream(document.getBytes(StandardCharsets.UTF_8)), STRICT))
                .isInstanceOf(UnreadableHeader.class).hasMessageContaining("a name of its own");
    }

    @Test
    void nothingIsAnEmptyDocument() {
        assertThatThrownBy(() -> Header.check(stream(new byte[0]), LOOSE))
                .isInstanceOf(EmptyDocument.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> Header.check(stream(new byte[] {'a', (byte) 0xe4, '\n'}), LOOSE))
                .isInstanceOf(UnreadableHeader.class);
    }

    @Test
    void anEndlessFirstLineIsRefusedWithoutReadingItAll() throws IOException {
        BufferedInputStream stream = stream(new byte[10 * Header.LONGEST]);
        assertThatThrownBy(() -> Header.check(stream, LOOSE)).isInstanceOf(UnreadableHeader.class);
        assertThat(stream.available()).isGreaterThan(5 * Header.LONGEST);
    }

    @Test
    void namesAreReadAsRfc4180WritesThem() {
        assertThat(Header.names("a, b ,\"c,d\",\"e\"\"f\"")).containsExactly("a", "b", "c,d", "e\"f");
    }

    private static Contract contract(String required) {
        return new Contract(JsonMapper.shared().readTree("""
                {"fields":[{"name":"a","type":"string","constraints":{"required":%1$s}},
                           {"name":"b","type":"string","constraints":{"required":%1$s}}]}"""
                .formatted(required)));
    }

    private static BufferedInputStream stream(byte[] document) {
        return new BufferedInputStream(new ByteArrayInputStream(document));
    }
}
