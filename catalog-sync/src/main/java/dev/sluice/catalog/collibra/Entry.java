package dev.sluice.catalog.collibra;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One asset as it is to be. Only what it names is changed in Collibra: attribute types that are not named
 * belong to the stewards.
 *
 * @param external system and key by which the asset is found; null: it is found by name and place
 * @param name unique in the place
 * @param type null for an asset that exists and keeps its type
 * @param status null: it stays, and a new asset gets Collibra's own default
 * @param attributes by the name of the attribute type; an empty list removes them
 * @param partOf name of the asset of the same place that this one is a column of
 */
public record Entry(Place place, @Nullable External external, String name, String displayName,
        @Nullable String type, @Nullable Status status, Map<String, List<String>> attributes,
        @Nullable String partOf) {

    public Entry {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** A key that another system gave. */
    public record External(String system, String key) {
    }

    /** What the source says of the asset, told as a status of Collibra's. */
    public enum Status {
        PRESENT, MISSING
    }
}
