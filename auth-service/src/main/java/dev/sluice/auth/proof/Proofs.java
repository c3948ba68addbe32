package dev.sluice.auth.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

import io.lettuce.core.SetArgs;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.account.EmailAddress;
import dev.sluice.auth.account.Person;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.redis.Redis;
import dev.sluice.common.revocation.Revocations;

/**
 * Remembers in Redis who proved which password. What it holds is of no use without a secret that is not in
 * Redis. A proof holds until its account changes: that is decided by what this instance itself knows of
 * revocations, so neither a delete that was lost nor an older copy of Redis revives one.
 */
@Component
public class Proofs {

    private static final String ADDRESS = "address of a proof";
    private static final String PASSWORD = "password of a proof";
    private static final String PROOF = "proof";

    private final Redis redis;
    private final Vault vault;
    private final Revocations revocations;
    private final ProofProperties properties;
    private final JsonMapper json;
    private final Clock clock;

    Proofs(Redis redis, Vault vault, Revocations revocations, ProofProperties properties, JsonMapper json,
            Clock clock) {
        this.redis = redis;
        this.vault = vault;
        this.revocations = revocations;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    /** Who it is that proved this very password lately; empty does not mean that it is wrong. */
    public Optional<Person> recall(String email, Password password) {
        return EmailAddress.of(email).map(EmailAddress::value).flatMap(address ->
                verifier(address, password).flatMap(verifier ->
                        redis.ask(commands -> commands.get(key(address)))
                                .flatMap(this::open)
                                .filter(proof -> holds(proof, address, verifier))
                                .map(Proof::person)));
    }

    /** Remembers that this account's password has just been compared with its hash. */
    public void remember(Person person, Password password) {
        if (properties.life().isZero()) {
            return;
        }
        verifier(person.email(), password).ifPresent(verifier -> {
            Proof proof = new Proof(person, verifier, clock.instant());
            byte[] sealed = bytes(vault.seal(PROOF, json.writeValueAsBytes(proof)));
            redis.ask(commands -> commands.set(key(person.email()), sealed,
                    SetArgs.Builder.px(properties.life())));
        });
    }

    /** For an account that has changed. It is a courtesy: the proof no longer holds anyway. */
    public void forget(String email) {
        redis.ask(commands -> commands.del(key(email)));
    }

    private Optional<Proof> open(byte[] sealed) {
        return vault.open(PROOF, new String(sealed, StandardCharsets.US_ASCII)).flatMap(plain -> {
            try {
                return Optional.of(json.readValue(plain, Proof.class));
            }
            catch (JacksonException ofAnotherVersion) {
                return Optional.empty();
            }
        });
    }

    private boolean holds(Proof proof, String address, String verifier) {
        return proof.person().email().equals(address)
                && MessageDigest.isEqual(bytes(proof.verifier()), bytes(verifier))
                && clock.instant().isBefore(proof.provenAt().plus(properties.life()))
                && revocations.staleness().compareTo(properties.staleness()) <= 0
                && !revocations.cover(proof.marks());
    }

    /** The braces keep all keys of one address together in a cluster. */
    byte[] key(String address) {
        return bytes("sluice:auth:{" + fingerprint(ADDRESS, address) + "}:proof");
    }

    private Optional<String> verifier(String address, Password password) {
        return password.keyed(text -> fingerprint(PASSWORD, address + '\0' + text));
    }

    private String fingerprint(String purpose, String text) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(vault.fingerprint(purpose, bytes(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
