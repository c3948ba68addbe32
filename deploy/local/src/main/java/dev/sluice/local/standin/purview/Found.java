package dev.sluice.local.standin.purview;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An asset as the search of the data map answers it.
 *
 * @param id the guid
 * @param updateTime milliseconds since 1970
 */
public record Found(
        @JsonProperty("@search.score") double score,
        String id,
        String qualifiedName,
        String name,
        @Nullable String description,
        @Nullable String owner,
        String entityType,
        String objectType,
        List<String> classification,
        List<String> label,
        List<String> assetType,
        List<Map<String, String>> term,
        List<Map<String, String>> contact,
        long createTime,
        long updateTime) {

    /** An asset with what matters and the rest empty. */
    public static Found of(String id, String entityType, String qualifiedName, String name,
            List<String> classification) {
        return new Found(1.0, id, qualifiedName, name, null, null, entityType,
                entityType.endsWith("_path") ? "Files" : "Tables", List.copyOf(classification), List.of(),
                List.of(), List.of(), List.of(), 1767225600000L, 1767225600000L);
    }
}
