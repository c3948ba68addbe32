package dev.sluice.flag.registry;

import java.time.LocalDate;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Describes an entry of the registry in the API's description; what is read and written is the entry
 * itself.
 */
@Schema(description = "One flag of the registry. Members that are not named here are kept as they are.",
        additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
        requiredProperties = {"feature_flag_name", "status"})
record RegistryEntry(String featureFlagName, @Nullable String description, @Nullable String owner,
        @Schema(allowableValues = {"Dev", "QA", "GA"}) String status,
        @Nullable LocalDate expirationDate, boolean enabled, Map<String, Object> variants, String onVariant,
        String offVariant) {
}
