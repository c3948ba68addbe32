package dev.sluice.auth.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;

/**
 * All services that get tokens: those of the configuration, and those of the database, which are remembered
 * until any of them changes. So a client that asks often costs the database nothing. Whether one has changed
 * is heard every moment; while it is not, nobody is taken at what was known of them.
 */
@Component
public class Clients {

    private static final long MOST_REMEMBERED = 10_000;
    /** Apart, since anybody can name so many that the others would be forgotten. */
    private static final long MOST_UNKNOWN = 1_000;

    private final Map<String, Client> configured = new TreeMap<>();
    private final StoredClients stored;
    private final Cache<String, StoredClients.Loaded> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Cache<String, StoredClients.Loaded> unknown =
            Caffeine.newBuilder().maximumSize(MOST_UNKNOWN).build();
    private final Duration staleness;

    Clients(ClientProperties properties, StoredClients stored) {
        this.stored = stored;
        this.staleness = properties.clientStaleness();
        properties.clients().forEach((id, registered) -> configured.put(id, registered.client(id)));
    }

    /**
     * The client of that id, unless it is disabled. One of the configuration hides one of the database.
     *
     * @throws org.springframework.dao.DataAccessException if nobody knows whether there still is one
     */
    public Optional<Client> find(String id) {
        Client own = configured.get(id);
        if (own != null) {
            return Optional.of(own);
        }
        // Text that cannot be an id is not worth remembering.
        return Client.mayBeCalled(id) ? Optional.ofNullable(load(id).client())
                .filter(client -> !client.disabled()) : Optional.empty();
    }

    /** Whether there is such a client, disabled or not. */
    public boolean knows(String id) {
        return configured.containsKey(id) || (Client.mayBeCalled(id) && load(id).client() != null);
    }

    private StoredClients.Loaded load(String id) {
        StoredClients.Loaded known = remembered.getIfPresent(id);
        if (known == null) {
            known = unknown.getIfPresent(id);
        }
        // The age first, as a change may be heard of in between.
        if (known == null || stored.age().compareTo(staleness) > 0 || !known.change().equals(stored.head())) {
            known = stored.load(id);
            boolean exists = known.client() != null;
            (exists ? remembered : unknown).put(id, known);
            (exists ? unknown : remembered).invalidate(id);
        }
        return known;
    }

    public boolean isConfigured(String id) {
        return configured.containsKey(id);
    }

    /** Those of the configuration, by id. */
    public List<Client> configured() {
        return List.copyOf(configured.values());
    }
}
