package dev.sluice.auth.oauth;

import java.time.Clock;

import org.springframework.stereotype.Component;

import dev.sluice.auth.client.Client;
import dev.sluice.auth.client.Clients;
import dev.sluice.auth.token.Bearer;

/** Finds out which client calls. What does not prove it is refused in the same words, whatever is wrong. */
@Component
class ClientAuthentication {

    private final Clients clients;
    private final ClientAssertions assertions;
    private final Clock clock;

    ClientAuthentication(Clients clients, ClientAssertions assertions, Clock clock) {
        this.clients = clients;
        this.assertions = assertions;
        this.clock = clock;
    }

    /** A service, or the public client of first-party sessions, which only says its name. */
    Caller caller(OAuthForm form) {
        ClientCredentials sent = ClientCredentials.of(form);
        if (sent.secret() == null && sent.assertion() == null && Bearer.FIRST_PARTY.equals(sent.id())) {
            return new Caller.FirstParty();
        }
        return new Caller.Service(service(sent));
    }

    /** A service that has proven who it is. */
    Client service(OAuthForm form) {
        return service(ClientCredentials.of(form));
    }

    private Client service(ClientCredentials sent) {
        String id = sent.id();
        String secret = sent.secret();
        String assertion = sent.assertion();
        if (assertion != null) {
            return assertions.verify(assertion, id);
        }
        if (id == null || secret == null) {
            throw OAuthRefusal.invalidClient();
        }
        return clients.find(id).filter(client -> client.isProvenBy(secret, clock.instant()))
                .orElseThrow(OAuthRefusal::invalidClient);
    }
}
