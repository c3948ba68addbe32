package dev.sluice.flag.registry;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the registry so that nothing is lost on the way: numbers keep every digit, a name that
 * comes twice is refused instead of dropped, and what is written is plain ASCII, so that even half a
 * character survives.
 */
final class RegistryJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private RegistryJson() {
    }

    static JsonNode read(byte[] document) throws JacksonException {
        return MAPPER.readTree(document);
    }

    static JsonNode read(String document) throws JacksonException {
        return MAPPER.readTree(document);
    }

    static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }
}
