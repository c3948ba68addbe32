package dev.sluice.acceptance.permission;

/** How the routes of flag-service are used. */
final class FlagUses {

    private static final String FLAG = """
            {"description": "%s", "owner": "tests", "status": "Dev", "expiration_date": "2999-12-31"}""";
    private static final String CONTEXT = """
            {"context": {"targetingKey": "somebody"}}""";

    private FlagUses() {
    }

    static void of(Site flags) {
        String key = Cast.fresh("flag");
        String flag = "/flags/" + key;
        flags.administer("PUT", flag, FLAG.formatted("A test"));
        flags.on("GET /flags/{key} read", flags.read(flag));
        flags.on("GET /flags/{key}/history read", flags.read(flag + "/history"));
        flags.on("PUT /flags/{key} create", role -> {
            String unborn = "/flags/" + Cast.fresh("unborn");
            return Use.answered(flags.request(role, "PUT", unborn, FLAG.formatted("A test")), 201)
                    .changing(() -> flags.seen(unborn));
        });
        flags.on("PUT /flags/{key} change", role -> Use.answered(flags.request(role, "PUT", flag,
                FLAG.formatted(Cast.fresh("Changed")), "If-Match", "*"), 200)
                .changing(() -> flags.seen(flag)));
        flags.on("DELETE /flags/{key} delete", role -> {
            String mortal = "/flags/" + Cast.fresh("mortal");
            flags.administer("PUT", mortal, FLAG.formatted("A test"));
            return Use.answered(flags.request(role, "DELETE", mortal, "", "If-Match", "*"), 204)
                    .changing(() -> flags.seen(mortal));
        });
        flags.on("POST /flags/import create", role -> taken(flags, role, Cast.fresh("unborn")));
        flags.on("POST /flags/import change", role -> taken(flags, role, key));
        flags.on("POST /ofrep/v1/evaluate/flags read", role ->
                Use.answered(flags.request(role, "POST", "/ofrep/v1/evaluate/flags", CONTEXT), 200));
        flags.on("POST /ofrep/v1/evaluate/flags/{key} read", role -> Use.answered(
                flags.request(role, "POST", "/ofrep/v1/evaluate/flags/four-eyes", CONTEXT), 200));
    }

    private static Use taken(Site flags, String role, String key) {
        String registry = """
                [{"feature_flag_name": "%s", "description": "%s", "owner": "tests", "status": "Dev",
                  "expiration_date": "2999-12-31"}]""".formatted(key, Cast.fresh("Imported"));
        return Use.answered(flags.request(role, "POST", "/flags/import", registry), 200)
                .changing(() -> flags.seen("/flags/" + key));
    }
}
