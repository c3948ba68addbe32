package dev.sluice.auth.client;

import java.io.Reader;
import java.util.Map;
import java.util.Objects;

import io.jsonwebtoken.io.AbstractDeserializer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what clients say with the Jackson that everything else here uses; a member twice is no JSON. */
public final class StrictJson extends AbstractDeserializer<Map<String, ?>> {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    @Override
    protected Map<String, ?> doDeserialize(Reader text) {
        return Objects.requireNonNull(JSON.readValue(text, new TypeReference<Map<String, ?>>() { }));
    }
}
