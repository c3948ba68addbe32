package dev.sluice.local.standin.purview;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import dev.sluice.local.standin.http.Call;
import dev.sluice.local.standin.http.Faults;
import dev.sluice.local.standin.http.Json;
import dev.sluice.local.standin.http.Reply;
import dev.sluice.local.standin.http.Site;
import dev.sluice.local.standin.http.StateFile;

/** A Purview on loopback, with the identity provider that its clients get their tokens from. */
public final class PurviewStandIn implements AutoCloseable {

    /** The only client. */
    public static final String CLIENT = "sluice";
    /** Its secret, for the local run only. */
    public static final String SECRET = "dev-only-purview";

    private final Site site;
    private final Assets assets;
    private final Search search;
    private final Tokens tokens = new Tokens();

    private PurviewStandIn(Site site, Assets assets) {
        this.site = site;
        this.assets = assets;
        this.search = new Search(assets);
    }

    /** Listens on the port; 0 means a free one. */
    public static PurviewStandIn open(Path directory, int port) throws IOException {
        Assets assets = new Assets(new StateFile<>(directory.resolve("purview.json"), Found[].class));
        PurviewStandIn purview = new PurviewStandIn(Site.open(port), assets);
        purview.route();
        return purview;
    }

    private void route() {
        site.on("POST", "/{tenant}/oauth2/v2.0/token", tokens::issue);
        site.on("POST", "/datamap/api/search/query", tokens.required(search::query));
        site.on("GET", "/_state", _ -> Reply.json(200, assets.all()));
        site.on("PUT", "/_assets", this::replaced);
        site.on("DELETE", "/_assets/{id}", call -> Reply.empty(remove(call.variable("id")) ? 204 : 404));
    }

    private Reply replaced(Call call) {
        assets.replace(Arrays.asList(Json.MAPPER.readValue(call.body(), Found[].class)));
        return Reply.empty(204);
    }

    public URI uri() {
        return site.uri();
    }

    public Faults faults() {
        return site.faults();
    }

    /** The assets that Purview knows from now on. */
    public void know(Collection<Found> known) {
        assets.replace(known);
    }

    public void put(Found asset) {
        assets.put(asset);
    }

    /** Whether there was such an asset. */
    public boolean remove(String id) {
        return assets.remove(id);
    }

    /** Each page after the first begins that many rows early, as when assets are added while one pages. */
    public void overlap(int rows) {
        search.overlap(rows);
    }

    /** Whether the count of results is only a guess. */
    public void approximate(boolean guessed) {
        search.approximate(guessed);
    }

    /** All tokens issued so far stop working. */
    public void expireTokens() {
        tokens.expire();
    }

    /** The bundled assets and no fault. */
    public void reset() {
        site.faults().clear();
        search.overlap(0);
        search.approximate(false);
        assets.replace(List.of(Assets.bundled()));
    }

    @Override
    public void close() {
        site.close();
    }
}
