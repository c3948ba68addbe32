package dev.sluice.auth.client;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

/** All services that get tokens, from the configuration. */
@Component
class Clients {

    private final Map<String, Client> byId;

    Clients(ClientProperties properties) {
        byId = properties.clients().entrySet().stream()
                .map(entry -> Client.of(entry.getKey(), entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Client::id, client -> client));
    }

    /** The client of these credentials; empty for an unknown client and for a wrong secret alike. */
    Optional<Client> authenticate(ClientCredentials credentials) {
        return Optional.ofNullable(byId.get(credentials.id()))
                .filter(client -> client.proves(credentials.secret()));
    }
}
