package dev.sluice.acceptance.permission;

import java.net.http.HttpRequest.BodyPublishers;

/** How the routes of ingest-service are used. */
final class IngestUses {

    private static final String LIST = "/receipts?size=100&dataset=" + Documents.DATASET;
    private static final String CONTRACT = """
            {"fields": [{"name": "%s", "type": "string"}]}""";

    private IngestUses() {
    }

    static void of(Site ingest, Documents documents) {
        String own = documents.own().approved();
        String others = documents.others().approved();
        ingest.on("POST /documents create", role -> Use.answered(
                ingest.request(role, "POST", Documents.UPLOAD, "", "Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(Documents.CSV)), 202)
                .changing(() -> ingest.administer("GET", LIST, "").path("total").asString()));
        ingest.on("GET /receipts read", Recipe.of(role -> ingest.read(LIST).others(role).listing(own),
                role -> ingest.read(LIST).others(role).listing(others)));
        ingest.on("GET /receipts/{id} read",
                Recipe.of(ingest.read("/receipts/" + own), ingest.read("/receipts/" + others)));

        String dataset = "/datasets/" + Cast.fresh("contract");
        ingest.administer("PUT", dataset, CONTRACT.formatted("name"));
        ingest.on("GET /datasets/{name} read", ingest.read(dataset));
        ingest.on("PUT /datasets/{name} create", role -> {
            String unborn = "/datasets/" + Cast.fresh("unborn");
            return Use.answered(ingest.request(role, "PUT", unborn, CONTRACT.formatted("name")), 201)
                    .changing(() -> ingest.seen(unborn));
        });
        ingest.on("PUT /datasets/{name} change", role -> Use.answered(
                ingest.request(role, "PUT", dataset, CONTRACT.formatted(Cast.fresh("column"))), 200)
                .changing(() -> ingest.seen(dataset)));
    }
}
