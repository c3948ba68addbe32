package dev.sluice.ingest.document;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeaderTests {

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a,b\n", "a,b\r\n1,2", "b,x, a ", "\"a\",\"b\"\n", "\uFEFFa,b\n",
        "\"x\ny\",a,b\n", "a,b\r1,2"})
    void aHeaderThatNamesEveryRequiredFieldPasses(String document) throws IOException {
        BufferedInputStream stream = stream(document.getBytes(StandardCharsets.UTF_8));
        Header.check(stream, Set.of("a", "b"));
        assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(document);
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThatThrownBy(() -> Header.check(stream("a,c\n1,2\n".getBytes(StandardCharsets.UTF_8)),
                Set.of("a", "b"))).isInstanceOfSatisfying(UnreadableHeader.class, refused ->
                        assertThat(refused.getBody().getProperties()).containsEntry("missing",
                                java.util.List.of("b")));
    }

    @Test
    void nothingIsAnEmptyDocument() {
        assertThatThrownBy(() -> Header.check(stream(new byte[0]), Set.of()))
                .isInstanceOf(EmptyDocument.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> Header.check(stream(new byte[] {'a', (byte) 0xe4, '\n'}), Set.of()))
                .isInstanceOf(UnreadableHeader.class);
    }

    @Test
    void anEndlessFirstLineIsRefusedWithoutReadingItAll() throws IOException {
        BufferedInputStream stream = stream(new byte[10 * Header.LONGEST]);
        assertThatThrownBy(() -> Header.check(stream, Set.of())).isInstanceOf(UnreadableHeader.class);
        assertThat(stream.available()).isGreaterThan(5 * Header.LONGEST);
    }

    @Test
    void namesAreReadAsRfc4180WritesThem() {
        assertThat(Header.names("a, b ,\"c,d\",\"e\"\"f\"")).containsExactly("a", "b", "c,d", "e\"f");
    }

    private static BufferedInputStream stream(byte[] document) {
        return new BufferedInputStream(new ByteArrayInputStream(document));
    }
}
