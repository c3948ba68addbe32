package dev.sluice.common.paging;

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

    /** The page of a list that is in memory as a whole. */
    public static <T> Page<T> of(List<T> all, int page, int size) {
        int from = (int) Math.min((long) page * size, all.size());
        return new Page<>(all.subList(from, Math.min(from + size, all.size())), page, size, all.size());
    }
}
