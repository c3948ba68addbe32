package dev.sluice.local.standin.collibra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many resources of each kind an import added, updated and removed. */
record Tally(Map<String, Map<String, Integer>> counts) {

    static Tally empty() {
        return new Tally(new LinkedHashMap<>());
    }

    void added(String kind) {
        count(kind, "added");
    }

    void updated(String kind) {
        count(kind, "updated");
    }

    void removed(String kind) {
        count(kind, "removed");
    }

    private void count(String kind, String what) {
        counts.computeIfAbsent(kind, _ -> new LinkedHashMap<>(Map.of("added", 0, "removed", 0, "updated", 0)))
                .merge(what, 1, Integer::sum);
    }

    void addAll(Tally other) {
        other.counts.forEach((kind, counters) -> counters.forEach((what, number) -> {
            for (int i = 0; i < number; i++) {
                count(kind, what);
            }
        }));
    }

    /** The contract's list of {@code ResourceTypeSummary}. */
    List<Map<String, Object>> resourceTypes() {
        List<Map<String, Object>> types = new ArrayList<>();
        counts.forEach((kind, counters) -> types.add(
                Map.of("resourceType", kind, "counters", counters, "subcategories", List.of())));
        return types;
    }
}
