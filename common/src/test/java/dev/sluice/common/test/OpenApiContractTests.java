package dev.sluice.common.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenApiContractTests {

    private static final JsonNode API = JsonMapper.shared().readTree("""
            {"paths":{"/flags/{key}":{"get":{"responses":{"200":{"description":"OK"}}}}}}""");

    @TempDir
    private Path folder;

    @Test
    void theSameApiPasses() throws IOException {
        Path frozen = Files.writeString(folder.resolve("flag.openapi.json"), API.toPrettyString());
        assertThatCode(() -> OpenApiContract.check(API, frozen)).doesNotThrowAnyException();
    }

    @Test
    void aChangeIsNamedByPointer() throws IOException {
        Path frozen = Files.writeString(folder.resolve("flag.openapi.json"), """
                {"paths":{"/flags/{key}":{"get":{"responses":{"204":{}}},"delete":{}}}}""");
        assertThatThrownBy(() -> OpenApiContract.check(API, frozen)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("/paths/~1flags~1{key}/delete is gone")
                .hasMessageContaining("/responses/200 is new").hasMessageContaining("/responses/204 is gone")
                .hasMessageContaining("-Dsluice.contract.write=true");
    }

    @Test
    void aMissingContractSaysHowToWriteIt() {
        assertThatThrownBy(() -> OpenApiContract.check(API, folder.resolve("none.openapi.json")))
                .isInstanceOf(AssertionError.class).hasMessageContaining("no contract yet");
    }
}
