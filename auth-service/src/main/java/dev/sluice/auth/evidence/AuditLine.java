package dev.sluice.auth.evidence;

import java.util.Objects;

import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import dev.sluice.auth.audit.AuditRow;

/** One line of an export: JSON that is read as strictly as it is written. */
sealed interface AuditLine {

    String CHECKPOINT = "checkpoint";
    JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfig(LogicalType.Textual, texts -> texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .build();

    /** A row of the trail. */
    record Row(AuditRow row) implements AuditLine {

        @Override
        public String text() {
            return JSON.writeValueAsString(row);
        }
    }

    /** The signed head of the row before it. */
    record Signed(String checkpoint) implements AuditLine {

        public Signed {
            Objects.requireNonNull(checkpoint, "checkpoint");
        }

        @Override
        public String text() {
            return JSON.writeValueAsString(this);
        }
    }

    String text();

    /** Whether this is a line of an export, good or not: it says which row it is, or has a signed head. */
    static boolean isMeant(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            return line.has("sequence") || line.has(CHECKPOINT);
        }
        catch (JacksonException unreadable) {
            return false;
        }
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException for anything else
     */
    static AuditLine read(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            return line.has(CHECKPOINT) ? Objects.requireNonNull(JSON.treeToValue(line, Signed.class))
                    : new Row(Objects.requireNonNull(JSON.treeToValue(line, AuditRow.class)));
        }
        catch (JacksonException | NullPointerException unreadable) {
            throw new IllegalArgumentException("This is no line of an export", unreadable);
        }
    }
}
