package dev.sluice.auth.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.client.Client;
import dev.sluice.auth.client.ClientKeys;
import dev.sluice.auth.client.ClientSecret;
import dev.sluice.auth.client.Clients;
import dev.sluice.auth.client.StoredClient;
import dev.sluice.auth.client.StoredClients;
import dev.sluice.auth.revocation.RevocationLedger;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.revocation.Mark;

/**
 * Registers services and changes them. What takes something from a client ends the tokens that it has, in the
 * same transaction.
 */
@Component
class ClientDesk {

    private static final int MOST_SECRETS = 2;

    private final StoredClients stored;
    private final Clients clients;
    private final RevocationLedger revocations;
    private final AuditTrail audit;
    private final Clock clock;

    ClientDesk(StoredClients stored, Clients clients, RevocationLedger revocations, AuditTrail audit,
            Clock clock) {
        this.stored = stored;
        this.clients = clients;
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A client as it is now, and the secret that it got.
     *
     * @param secret null where it got none
     */
    record Registered(StoredClient client, ClientSecret.@Nullable Made secret) {
    }

    /** A client with keys signs; one without gets a secret. */
    @Transactional
    Registered register(String id, String name, Set<String> scopes, @Nullable Map<String, Object> jwks,
            Actor by) {
        if (!Client.mayBeCalled(id)) {
            throw new InvalidClient("#/id", "must be no UUID, and not the name of the sign-in's own client");
        }
        long version = stored.nextVersion();
        Instant now = now();
        ClientKeys keys = jwks == null ? null : keys(jwks);
        ClientSecret.Made secret = keys == null ? ClientSecret.make(now) : null;
        StoredClient fresh = new StoredClient(new Client(id, name, scopes, keys,
                secret == null ? List.of() : List.of(secret.kept()), false, version),
                version, now, now, by.id());
        if (clients.isConfigured(id) || !stored.insert(fresh)) {
            throw new ClientTaken();
        }
        AuditEvent registered =
                event(AuditType.CLIENT_REGISTERED, id, by).with(AuditField.SCOPES_AFTER, scopes);
        audit.record(secret == null ? registered.with(AuditField.KEYS_AFTER, thumbprints(keys))
                : registered.with(AuditField.SECRET_ID, secret.kept().id()));
        return new Registered(fresh, secret);
    }

    /** Makes a client what it is to be. With keys it has no secret; without them it keeps those it has. */
    @Transactional
    StoredClient replace(String id, String name, Set<String> scopes, @Nullable Map<String, Object> jwks,
            boolean disabled, @Nullable String ifMatch, Actor by) {
        long version = stored.nextVersion();
        StoredClient present = find(id, ifMatch);
        Client old = present.client();
        ClientKeys keys = jwks == null ? null : keys(jwks);
        boolean ends = (disabled && !old.disabled()) || !scopes.containsAll(old.scopes())
                || (old.keys() != null && (keys == null || !keys.include(old.keys())));
        Client changed = new Client(id, name, scopes, keys, keys == null ? old.secrets() : List.of(),
                disabled, ends ? version : old.epoch());
        audit.record(event(AuditType.CLIENT_CHANGED, id, by)
                .with(AuditField.SCOPES_BEFORE, old.scopes()).with(AuditField.SCOPES_AFTER, scopes)
                .with(AuditField.DISABLED_BEFORE, old.disabled()).with(AuditField.DISABLED_AFTER, disabled));
        if (!thumbprints(old.keys()).equals(thumbprints(keys))) {
            audit.record(event(AuditType.CLIENT_KEYS_CHANGED, id, by)
                    .with(AuditField.KEYS_BEFORE, thumbprints(old.keys()))
                    .with(AuditField.KEYS_AFTER, thumbprints(keys)));
        }
        return save(present, changed, version, by);
    }

    /** Its tokens end with it; one of the same name is another client. */
    @Transactional
    void delete(String id, @Nullable String ifMatch, Actor by) {
        long version = stored.nextVersion();
        find(id, ifMatch);
        stored.delete(id);
        revocations.revoke(Mark.ofSubject(id), version);
        audit.record(event(AuditType.CLIENT_DELETED, id, by));
    }

    /** Another secret beside the one there is, which ends after that while. */
    @Transactional
    Registered addSecret(String id, Duration overlap, Actor by) {
        long version = stored.nextVersion();
        StoredClient present = find(id, "*");
        Instant now = now();
        List<ClientSecret> secrets = new ArrayList<>(present.client().secrets().stream()
                .filter(secret -> secret.isGoodAt(now)).map(secret -> secret.endingAt(now.plus(overlap)))
                .filter(secret -> secret.isGoodAt(now)).toList());
        if (present.client().keys() != null || secrets.size() >= MOST_SECRETS) {
            throw new SecretRefused();
        }
        ClientSecret.Made secret = ClientSecret.make(now);
        secrets.add(secret.kept());
        audit.record(event(AuditType.CLIENT_SECRET_ADDED, id, by)
                .with(AuditField.SECRET_ID, secret.kept().id()));
        return new Registered(save(present, present.client().with(secrets), version, by), secret);
    }

    /** Ends a secret at once. Tokens that were got with it go on: disabling the client ends them. */
    @Transactional
    void endSecret(String id, UUID secret, Actor by) {
        long version = stored.nextVersion();
        StoredClient present = find(id, "*");
        List<ClientSecret> left = present.client().secrets().stream()
                .filter(known -> !known.id().equals(secret)).toList();
        if (left.size() == present.client().secrets().size()) {
            throw new SecretNotFound();
        }
        audit.record(event(AuditType.CLIENT_SECRET_REMOVED, id, by).with(AuditField.SECRET_ID, secret));
        save(present, present.client().with(left), version, by);
    }

    private StoredClient save(StoredClient present, Client changed, long version, Actor by) {
        StoredClient saved = new StoredClient(changed, version, present.createdAt(), now(), by.id());
        stored.update(saved);
        if (changed.epoch() == version) {
            revocations.revoke(Mark.ofSubject(changed.id()), version);
        }
        return saved;
    }

    private static AuditEvent event(AuditType type, String client, Actor by) {
        return AuditEvent.of(type).by(by.id()).about(client).client(client);
    }

    private static Set<String> thumbprints(@Nullable ClientKeys keys) {
        return keys == null ? Set.of() : keys.thumbprints();
    }

    private StoredClient find(String id, @Nullable String ifMatch) {
        if (clients.isConfigured(id)) {
            throw new ClientConfigured();
        }
        StoredClient present = stored.find(id).orElseThrow(ClientNotFound::new);
        if (ifMatch == null) {
            throw new ConditionMissing();
        }
        String tag = tag(present);
        if (Arrays.stream(ifMatch.split(",", -1)).map(String::strip)
                .noneMatch(wanted -> wanted.equals("*") || wanted.equals(tag))) {
            throw new ClientChangedMeanwhile();
        }
        return present;
    }

    static String tag(StoredClient client) {
        return "\"" + client.version() + "\"";
    }

    private static ClientKeys keys(Map<String, Object> jwks) {
        try {
            return ClientKeys.of(jwks);
        }
        catch (IllegalArgumentException wrong) {
            throw new InvalidClient("#/jwks", String.valueOf(wrong.getMessage()));
        }
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
