package dev.sluice.local.standin.purview;

import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/** The part of the filter language that is imitated; anything else is refused, not ignored. */
final class SearchFilter {

    private SearchFilter() {
    }

    static boolean matches(JsonNode filter, Found asset) {
        if (filter.isMissingNode() || filter.isNull()) {
            return true;
        }
        if (filter.has("and")) {
            return all(filter.path("and")).stream().allMatch(part -> matches(part, asset));
        }
        if (filter.has("or")) {
            return all(filter.path("or")).stream().anyMatch(part -> matches(part, asset));
        }
        if (filter.has("not")) {
            return !matches(filter.path("not"), asset);
        }
        if (filter.has("entityType")) {
            return said(filter.path("entityType"), List.of(asset.entityType()));
        }
        if (filter.has("objectType")) {
            return said(filter.path("objectType"), List.of(asset.objectType()));
        }
        if (filter.has("classification")) {
            return said(filter.path("classification"), asset.classification());
        }
        if (filter.has("id")) {
            return said(filter.path("id"), List.of(asset.id()));
        }
        throw new IllegalArgumentException("The filter is not supported: " + filter);
    }

    static boolean mentions(String keywords, Found asset) {
        if (keywords.isEmpty() || keywords.equals("*")) {
            return true;
        }
        String wanted = keywords.toLowerCase(Locale.ROOT);
        return asset.name().toLowerCase(Locale.ROOT).contains(wanted)
                || asset.qualifiedName().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static boolean said(JsonNode wanted, List<String> actual) {
        return wanted.isArray() ? all(wanted).stream().anyMatch(one -> actual.contains(one.asString()))
                : actual.contains(wanted.asString());
    }

    private static List<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
