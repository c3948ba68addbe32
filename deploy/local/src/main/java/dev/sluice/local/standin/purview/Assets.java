package dev.sluice.local.standin.purview;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.sluice.local.standin.http.Json;
import dev.sluice.local.standin.http.StateFile;

/** The assets of the data map by guid, in memory and on disk; bundled ones the first time. */
final class Assets {

    private final StateFile<Found[]> file;
    private final Map<String, Found> byId = new LinkedHashMap<>();

    Assets(StateFile<Found[]> file) {
        this.file = file;
        replace(List.of(file.load().orElseGet(Assets::bundled)));
    }

    synchronized Collection<Found> all() {
        return List.copyOf(byId.values());
    }

    synchronized void put(Found asset) {
        byId.put(asset.id(), asset);
        save();
    }

    synchronized boolean remove(String id) {
        boolean known = byId.remove(id) != null;
        save();
        return known;
    }

    synchronized void replace(Collection<Found> assets) {
        byId.clear();
        assets.forEach(asset -> byId.put(asset.id(), asset));
        save();
    }

    static Found[] bundled() {
        try (InputStream resource = Objects.requireNonNull(Assets.class.getResourceAsStream("assets.json"))) {
            return Json.MAPPER.readValue(resource, Found[].class);
        }
        catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void save() {
        file.save(byId.values().toArray(Found[]::new));
    }
}
