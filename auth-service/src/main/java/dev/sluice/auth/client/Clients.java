package dev.sluice.auth.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;

/**
 * All services that get tokens: those of the configuration, and those of the database, which are remembered
 * until any of them changes. So a client that asks often costs the database nothing.
 */
@Component
public class Clients {

    private static final long MOST_REMEMBERED = 10_000;

    private final Map<String, Client> configured = new TreeMap<>();
    private final StoredClients stored;
    private final Cache<String, StoredClients.Loaded> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Clients(ClientProperties properties, StoredClients stored) {
        this.stored = stored;
        properties.clients().forEach((id, registered) -> configured.put(id, registered.client(id)));
    }

    /** The client of that id, unless it is disabled. One of the configuration hides one of the database. */
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
        if (known == null || known.head() < stored.head()) {
            known = stored.load(id);
            remembered.put(id, known);
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
