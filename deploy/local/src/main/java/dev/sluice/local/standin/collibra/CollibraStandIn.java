package dev.sluice.local.standin.collibra;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.local.standin.collibra.Resources.Asset;
import dev.sluice.local.standin.http.Call;
import dev.sluice.local.standin.http.Faults;
import dev.sluice.local.standin.http.Refusal;
import dev.sluice.local.standin.http.Reply;
import dev.sluice.local.standin.http.Site;
import dev.sluice.local.standin.http.StateFile;

/**
 * A Collibra on loopback. Jobs run one after the other; what a finished one has stored survives a restart,
 * and one that was cut off by it has failed and stored nothing.
 */
public final class CollibraStandIn implements AutoCloseable {

    /** The only account. */
    public static final String USER = "sluice";
    /** Its password, for the local run only. */
    public static final String PASSWORD = "dev-only-collibra";

    private final Site site;
    private final Store store;
    private final Jobs jobs;
    private final Set<String> poison = ConcurrentHashMap.newKeySet();

    private CollibraStandIn(Site site, Store store) {
        this.site = site;
        this.store = store;
        this.jobs = new Jobs(store, poison);
    }

    /** Listens on the port; 0 means a free one. */
    public static CollibraStandIn open(Path directory, int port) throws IOException {
        Store store = new Store(new StateFile<>(directory.resolve("collibra.json"), Resources.class));
        CollibraStandIn collibra = new CollibraStandIn(Site.open(port), store);
        collibra.route(new CoreReads(store));
        return collibra;
    }

    private void route(CoreReads reads) {
        String api = "/rest/2.0";
        site.on("POST", api + "/import/json-job", signedIn(jobs::submit));
        site.on("GET", api + "/jobs/{id}", signedIn(jobs::job));
        site.on("GET", api + "/import/results/{id}/summary", signedIn(jobs::summary));
        site.on("GET", api + "/import/results/{id}/errors", signedIn(jobs::errors));
        site.on("GET", api + "/assets", signedIn(reads::assets));
        site.on("GET", api + "/assets/{id}", signedIn(reads::asset));
        site.on("GET", api + "/attributes", signedIn(reads::attributes));
        site.on("GET", api + "/relations", signedIn(reads::relations));
        site.on("GET", api + "/communities", signedIn(reads::communities));
        site.on("GET", api + "/domains", signedIn(reads::domains));
        site.on("GET", "/asset/{id}", new AssetPage(store)::show);
        site.on("GET", "/_state", _ -> Reply.json(200, store.read()));
    }

    private static Site.Handler signedIn(Site.Handler handler) {
        String expected = "Basic " + Base64.getEncoder()
                .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return (Call call) -> {
            if (!call.header("authorization").orElse("").equals(expected)) {
                throw new Refusal(Problem.reply(401, "notLoggedIn", "The user is not signed in."));
            }
            return handler.answer(call);
        };
    }

    public URI uri() {
        return site.uri();
    }

    public Faults faults() {
        return site.faults();
    }

    /** From now on an asset of that full name cannot be stored; everything else can. */
    public void refuse(String assetName) {
        poison.add(assetName);
    }

    /** Whether such an asset can be stored again. */
    public boolean acceptAgain(String assetName) {
        return poison.remove(assetName);
    }

    /** Imports wait as WAITING while this is on. */
    public void holdJobs(boolean hold) {
        jobs.hold(hold);
    }

    /** How many import jobs were accepted since the start. */
    public int importsAccepted() {
        return jobs.accepted();
    }

    /** A person's edit of one attribute, as it would be made in Collibra's own pages. */
    public void edit(String assetName, String attribute, String value) {
        store.write(resources -> {
            Asset asset = Resources.find(resources.assets(), known -> known.name().equals(assetName))
                    .orElseThrow(() -> new IllegalArgumentException("No asset " + assetName));
            Map<String, List<String>> values = new HashMap<>(asset.attributes());
            values.put(attribute, List.of(value));
            resources.assets().put(asset.id(), asset.changed(values, store.now()));
        });
    }

    /** As new: no resource, no fault. */
    public void reset() {
        poison.clear();
        site.faults().clear();
        jobs.hold(false);
        jobs.settle();
        store.write(resources -> {
            resources.communities().clear();
            resources.domains().clear();
            resources.assets().clear();
            resources.relations().clear();
            resources.jobs().clear();
        });
    }

    @Override
    public void close() {
        site.close();
        jobs.close();
    }
}
