package dev.sluice.catalog.collibra;

import java.net.URI;
import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Collibra is, and the names that its administrator has given things.
 *
 * @param url without {@code /rest/2.0}
 * @param pages where people open it; {@code url} unless set
 * @param missingStatus of an asset whose source is gone
 * @param presentStatus of an asset that has come back
 * @param columnRelation id of the relation type from a data set to its columns
 */
@ConfigurationProperties("sluice.catalog.collibra")
@Validated
record CollibraProperties(
        @NotNull URI url,
        @Nullable URI pages,
        @NotBlank String user,
        @NotBlank String password,
        @DefaultValue("Sluice") @NotBlank String community,
        @DefaultValue("Data Asset Domain") @NotBlank String domainType,
        @DefaultValue("Missing from source") @NotBlank String missingStatus,
        @DefaultValue("Implemented") @NotBlank String presentStatus,
        @DefaultValue("00000000-0000-0000-0000-000000007062") @NotBlank String columnRelation,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout) {

    URI browsed() {
        return pages == null ? url : pages;
    }

    @Override
    public String toString() {
        return "CollibraProperties[url=" + url + ", user=" + user + "]";
    }
}
