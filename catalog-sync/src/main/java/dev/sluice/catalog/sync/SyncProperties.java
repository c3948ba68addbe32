package dev.sluice.catalog.sync;

import java.time.Duration;
import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the synchronisation is done.
 *
 * @param cron when; {@code -} for never
 * @param batch how many assets go to Collibra in one import
 * @param passes how often the source is read until one reading is complete
 * @param mostVanished percentage of the known assets that may vanish at once; when more do, it is taken for a
 *        fault of the source and none is marked
 * @param lease how long a run that says nothing more keeps others from going on with it
 * @param patience how long an import is waited for
 * @param attempts until a run gives up on a system that does not answer
 * @param keptFailures of how many of the newest runs the failed assets are kept by name
 * @param types Collibra's asset type for each of Purview's entity types
 * @param otherType for those that are not listed
 * @param link page of an asset in Purview, with {@code {guid}}
 */
@ConfigurationProperties("sluice.catalog.sync")
@Validated
record SyncProperties(
        @DefaultValue("-") String cron,
        @DefaultValue("100") @Min(1) @Max(1000) int batch,
        @DefaultValue("3") @Min(1) @Max(10) int passes,
        @DefaultValue("20") @Min(0) @Max(100) int mostVanished,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("10m") Duration patience,
        @DefaultValue("6") @Min(1) @Max(100) int attempts,
        @DefaultValue("1s") Duration backoff,
        @DefaultValue("2s") Duration poll,
        @DefaultValue("30") @Min(1) int keptFailures,
        @DefaultValue Map<String, String> types,
        @DefaultValue("Data Set") @NotBlank String otherType,
        @DefaultValue("https://purview.microsoft.com/catalog/entity/{guid}") @NotBlank String link) {

    private static final Map<String, String> USUAL = Map.of("azure_sql_table", "Table",
            "azure_sql_view", "Database View", "databricks_table", "Table");

    String type(String entityType) {
        return types.getOrDefault(entityType, USUAL.getOrDefault(entityType, otherType));
    }
}
