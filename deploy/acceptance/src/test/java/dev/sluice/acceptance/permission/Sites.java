package dev.sluice.acceptance.permission;

import java.util.Map;

import dev.sluice.local.demo.Platform;

/** All services, with records in them that the calls are about. */
final class Sites {

    private Sites() {
    }

    static Map<String, Site> of(Platform platform) {
        Cast cast = new Cast(platform);
        Site auth = new Site(cast, platform.auth().getPort());
        Site ingest = new Site(cast, platform.ingest().getPort());
        Site approval = new Site(cast, platform.approval().getPort());
        Site flag = new Site(cast, platform.flag().getPort());
        Site catalog = new Site(cast, platform.catalog().getPort());
        Map<String, Site> sites = Map.of("auth-service", auth, "ingest-service", ingest,
                "approval-service", approval, "flag-service", flag, "catalog-sync", catalog);
        sites.values().forEach(Sites::everywhere);
        AuthUses.of(auth, cast);
        FlagUses.of(flag);
        Documents documents = new Documents(ingest, approval, cast);
        IngestUses.of(ingest, documents);
        ApprovalUses.of(approval, documents);
        CatalogUses.of(catalog);
        return sites;
    }

    private static void everywhere(Site site) {
        site.on("GET /swagger-ui/** read", site.read("/swagger-ui/index.html"));
        site.on("GET /actuator/health/** read", site.read("/actuator/health/liveness"));
        site.on("GET /.well-known/oauth-protected-resource/** read",
                site.read("/.well-known/oauth-protected-resource"));
        site.on("any /error -", site.read("/error"));
        site.on("GET /** -", site.read("/nothing.html"));
        site.on("GET /webjars/** -", site.read("/webjars/nothing.js"));
    }
}
