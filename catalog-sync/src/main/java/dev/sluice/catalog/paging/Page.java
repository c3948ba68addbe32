package dev.sluice.catalog.paging;

import java.util.List;

/**
 * One page of a longer list.
 *
 * @param page counted from 0
 * @param size how many items a full page has
 * @param total of all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
    }
}
