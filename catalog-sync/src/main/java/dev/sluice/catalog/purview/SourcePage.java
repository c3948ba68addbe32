package dev.sluice.catalog.purview;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of a search.
 *
 * @param total of all pages, as of this page
 * @param approximate whether the total is a guess
 * @param next asks for the following page; null after the last
 */
public record SourcePage(List<SourceAsset> assets, long total, boolean approximate, @Nullable String next) {

    public SourcePage {
        assets = List.copyOf(assets);
    }
}
