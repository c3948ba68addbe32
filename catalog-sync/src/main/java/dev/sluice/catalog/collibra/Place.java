package dev.sluice.catalog.collibra;

/**
 * Where an asset lives: a domain of the configured community. The name of an asset is unique in it.
 *
 * @param domain its name
 */
public record Place(String domain) {

    /** Data sets that Sluice has approved. */
    public static final Place APPROVED = new Place("Approved Data Sets");

    /** What Purview has found. */
    public static final Place DISCOVERED = new Place("Data Lake Assets");
}
