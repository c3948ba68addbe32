package dev.sluice.auth.oauth;

import java.time.Clock;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.client.Client;
import dev.sluice.auth.client.Clients;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.token.Bearer;

/** Finds out which client calls. What does not prove it is refused in the same words, whatever is wrong. */
@Component
class ClientAuthentication {

    private static final String MARK = "client of an attempt";

    private final Clients clients;
    private final ClientAssertions assertions;
    private final Vault vault;
    private final AuditTrail audit;
    private final Clock clock;

    ClientAuthentication(Clients clients, ClientAssertions assertions, Vault vault,
            AuditTrail audit, Clock clock) {
        this.clients = clients;
        this.assertions = assertions;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /** A service, or the public client of first-party sessions, which only says its name. */
    Caller caller(OAuthForm form) {
        ClientCredentials sent = read(form);
        if (sent.secret() == null && sent.assertion() == null && Bearer.FIRST_PARTY.equals(sent.id())) {
            return new Caller.FirstParty();
        }
        return new Caller.Service(service(sent));
    }

    /** A service that has proven who it is. */
    Client service(OAuthForm form) {
        return service(read(form));
    }

    private ClientCredentials read(OAuthForm form) {
        try {
            return ClientCredentials.of(form);
        }
        catch (OAuthRefusal refused) {
            if (refused.status() == HttpStatus.UNAUTHORIZED) {
                audit.report(AuditEvent.of(AuditType.CLIENT_REFUSED).with(AuditField.REASON, "unreadable"));
            }
            throw refused;
        }
    }

    private Client service(ClientCredentials sent) {
        try {
            return proven(sent);
        }
        catch (OAuthRefusal refused) {
            audit.report(refusal(sent));
            throw refused;
        }
    }

    /** An id that nobody has may be a secret in the wrong place, so a fingerprint of it is kept. */
    private AuditEvent refusal(ClientCredentials sent) {
        AuditEvent refusal = AuditEvent.of(AuditType.CLIENT_REFUSED);
        String said = sent.assertion() == null ? sent.id()
                : ClientAssertions.issuer(sent.assertion()).orElse(sent.id());
        if (said == null) {
            return refusal.with(AuditField.REASON, "no-client-named");
        }
        return clients.knows(said) ? refusal.about(said).client(said).with(AuditField.REASON, "not-proven")
                : refusal.with(AuditField.REASON, "unknown-client")
                        .with(AuditField.FINGERPRINT, vault.mark(MARK, said));
    }

    private Client proven(ClientCredentials sent) {
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
