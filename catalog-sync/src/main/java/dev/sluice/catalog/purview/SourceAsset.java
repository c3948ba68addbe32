package dev.sluice.catalog.purview;

import java.util.List;

/**
 * An asset as Purview's search tells it.
 *
 * @param guid stays when the asset is renamed
 * @param qualifiedName unique where {@code name} is not
 * @param description empty where there is none
 * @param classifications in alphabetical order, so that equal ones look equal
 */
public record SourceAsset(String guid, String qualifiedName, String name, String description,
        String entityType, List<String> classifications) {

    public SourceAsset {
        classifications = classifications.stream().sorted().distinct().toList();
    }
}
