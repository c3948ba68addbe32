package dev.sluice.flag.registry;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a flag is to be, as a client sends it. Nothing is checked here: it becomes an entry of the registry,
 * and the entry is read by the same rules as an imported one. What else a reader is shown may be sent back,
 * since that is how a flag is changed: read, edited, written.
 *
 * @param variants left out: a switch with {@code on} true and {@code off} false
 * @param attributes left out: those the flag has now
 * @param reason why; needed where the end date moves further away
 */
@JsonIgnoreProperties({"key", "expired", "type", "extensions", "status_since", "created_at", "updated_at",
    "updated_by", "version"})
@Schema(name = "WantedFlag", requiredProperties = {"description", "owner", "status", "expiration_date"})
record Wanted(@Nullable String description, @Nullable String owner,
        @Schema(allowableValues = {"Dev", "QA", "GA"}) @Nullable String status,
        @Schema(format = "date") @Nullable String expirationDate, @Nullable Boolean enabled,
        @Nullable Map<String, JsonNode> variants, @Nullable String onVariant, @Nullable String offVariant,
        @Nullable Map<String, JsonNode> attributes, @Nullable String reason) {

    /** The entry of the registry; what a flag does not need stays out of it. */
    ObjectNode entry(String key, @Nullable Stored present) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put(Entry.NAME, key);
        entry.put(Entry.DESCRIPTION, description);
        entry.put(Entry.OWNER, owner);
        entry.put(Entry.STATUS, status);
        entry.put(Entry.EXPIRATION_DATE, expirationDate);
        if (enabled != null && !enabled) {
            entry.put(Entry.ENABLED, false);
        }
        if (variants != null && !variants.equals(Variants.SWITCH.values())) {
            variants.forEach(entry.putObject(Entry.VARIANTS)::set);
        }
        if (onVariant != null && !onVariant.equals(Variants.SWITCH.on())) {
            entry.put(Entry.ON, onVariant);
        }
        if (offVariant != null && !offVariant.equals(Variants.SWITCH.off())) {
            entry.put(Entry.OFF, offVariant);
        }
        Map<String, JsonNode> others = attributes != null ? attributes
                : present == null ? Map.of() : FlagView.attributes(present.flag());
        others.forEach((name, value) -> {
            if (!Entry.MEMBERS.contains(name)) {
                entry.set(name, value);
            }
        });
        return entry;
    }
}
