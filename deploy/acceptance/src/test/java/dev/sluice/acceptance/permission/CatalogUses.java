package dev.sluice.acceptance.permission;

import tools.jackson.databind.JsonNode;

/** How the routes of catalog-sync are used. */
final class CatalogUses {

    private CatalogUses() {
    }

    /** A data set has been approved; the rest of what is read comes with it and with a first sync. */
    static void of(Site catalog) {
        catalog.administer("POST", "/syncs", "");
        String dataset = "/datasets/" + Documents.DATASET;
        Documents.await().until(() -> seen(catalog, dataset).path("state").asString().equals("SYNCED"));
        String delivery = "/deliveries/" + seen(catalog, dataset).path("delivery").asString();
        Documents.await().until(() -> first(catalog, "/assets").has("guid"));
        catalog.on("GET /datasets/{name} read", catalog.read(dataset));
        catalog.on("GET /assets/{guid} read",
                catalog.read("/assets/" + first(catalog, "/assets").path("guid").asString()));
        catalog.on("GET /deliveries/{id} read", catalog.read(delivery));
        // It has been delivered, and so is not tried again, for whoever may have it tried.
        catalog.on("POST /deliveries/{id}/retry change", role ->
                Use.answered(catalog.request(role, "POST", delivery + "/retry", ""), 202, 409)
                        .changing(() -> catalog.seen(delivery)));
        catalog.on("GET /syncs/{id} read",
                catalog.read("/syncs/" + first(catalog, "/syncs").path("id").asString()));
        // One at a time: another is refused while one runs.
        catalog.on("POST /syncs create", role ->
                Use.answered(catalog.request(role, "POST", "/syncs", ""), 202, 409)
                        .changing(() -> catalog.administer("GET", "/syncs?size=1", "").path("total")
                                .asString()));
    }

    private static JsonNode first(Site catalog, String list) {
        return seen(catalog, list + "?size=1").path("items").path(0);
    }

    private static JsonNode seen(Site catalog, String path) {
        return catalog.administer("GET", path, "");
    }
}
