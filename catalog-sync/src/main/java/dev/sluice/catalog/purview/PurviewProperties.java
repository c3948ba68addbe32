package dev.sluice.catalog.purview;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Purview is, as whom it is asked, and for what.
 *
 * @param url without {@code /datamap}
 * @param tokenUrl of the identity provider; client credentials are sent there and nowhere else
 * @param entityTypes what is taken over, by Purview's names
 * @param page how many assets are asked for at once
 */
@ConfigurationProperties("sluice.catalog.purview")
@Validated
record PurviewProperties(
        @NotNull URI url,
        @NotNull URI tokenUrl,
        @NotBlank String clientId,
        @NotBlank String clientSecret,
        @DefaultValue("https://purview.azure.net/.default") @NotBlank String scope,
        @DefaultValue("2023-09-01") @NotBlank String apiVersion,
        @DefaultValue({"azure_datalake_gen2_path", "azure_datalake_gen2_resource_set", "azure_blob_path",
            "azure_sql_table", "azure_sql_view", "databricks_table"}) @NotEmpty List<String> entityTypes,
        @DefaultValue("500") @Min(1) @Max(1000) int page,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout) {

    @Override
    public String toString() {
        return "PurviewProperties[url=" + url + ", clientId=" + clientId + "]";
    }
}
