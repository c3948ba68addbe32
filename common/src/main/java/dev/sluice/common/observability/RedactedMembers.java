package dev.sluice.common.observability;

import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** Blots secrets out of every text in a JSON log line: message, stack trace, and context. */
final class RedactedMembers implements StructuredLoggingJsonMembersCustomizer<Object> {

    @Override
    public void customize(JsonWriter.Members<Object> members) {
        members.applyingValueProcessor(JsonWriter.ValueProcessor.of(String.class,
                text -> text == null ? null : Redaction.of(text)));
    }
}
