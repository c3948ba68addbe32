package dev.sluice.auth.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.lettuce.core.ScriptOutputType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.account.Person;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.redis.Redis;
import dev.sluice.common.revocation.Revocations;

/**
 * Remembers in Redis who proved which password, and counts the attempts to do so. What Redis holds is of no
 * use without a secret that is not in Redis. A proof holds until its account changes: that is decided by what
 * this instance itself knows of revocations, so neither a delete that was lost nor an older copy of Redis
 * revives one.
 */
@Component
public class Proofs {

    private static final String ADDRESS = "address of a proof";
    private static final String GUESSER = "guesser";
    private static final String PASSWORD = "password of a proof";
    private static final String PROOF = "proof";
    /** The beginning of no verifier. */
    private static final String NOBODYS = "!";

    private final byte[] recall = script("recall.lua");
    private final byte[] remember = script("remember.lua");
    private final Redis redis;
    private final Vault vault;
    private final Revocations revocations;
    private final ProofProperties properties;
    private final GuessingProperties guessing;
    private final LocalBudgets local;
    private final LocalProofs kept;
    private final JsonMapper json;
    private final Clock clock;

    Proofs(Redis redis, Vault vault, Revocations revocations, ProofProperties properties,
            GuessingProperties guessing, JsonMapper json, Clock clock) {
        this.redis = redis;
        this.vault = vault;
        this.revocations = revocations;
        this.properties = properties;
        this.guessing = guessing;
        this.local = new LocalBudgets(guessing.localEntries(), System::nanoTime);
        this.kept = new LocalProofs(properties);
        this.json = json;
        this.clock = clock;
    }

    /** What is known of the attempt. One that is not proven is counted. */
    public Recalled recall(Attempt attempt) {
        String verifier = verifier(attempt);
        Proof proof = kept.find(attempt);
        if (proof != null) {
            if (holds(proof, attempt.address(), verifier)) {
                return new Recalled.Proven(proof.person());
            }
            // Before Redis has counted it: nobody may guess on against what is kept here.
            kept.drop(attempt);
        }
        return recall(attempt, verifier);
    }

    private Recalled recall(Attempt attempt, String verifier) {
        Keys keys = keys(attempt);
        GuessingProperties.Budget budget = guessing.of(attempt);
        return redis.ask(bytes(keys.proof), commands ->
                        commands.<List<@Nullable Object>>eval(recall, ScriptOutputType.MULTI, keys.both(),
                                bytes(verifier), number(budget.interval().toMillis()),
                                number(budget.attempts())))
                .map(told -> told(told, attempt, verifier))
                .orElseGet(() -> waiting(local.take(keys.guesser, budget)));
    }

    private Recalled told(List<@Nullable Object> told, Attempt attempt, String verifier) {
        if (told.get(1) instanceof byte[] sealed) {
            return open(sealed).filter(proof -> holds(proof, attempt.address(), verifier))
                    .map(proof -> ofItsTime(proof, attempt, verifier))
                    // It was not counted, as Redis took the proof for a good one.
                    .orElseGet(() -> recall(attempt, NOBODYS));
        }
        return waiting(Duration.ofMillis((Long) Objects.requireNonNull(told.getFirst())));
    }

    /** The proof too says whether the device is the person's; one that is not has the budget of strangers. */
    private Recalled ofItsTime(Proof proof, Attempt attempt, String verifier) {
        Attempt counted = attempt.in(proof.person().sessionEpoch());
        if (!counted.equals(attempt)) {
            return recall(counted, verifier);
        }
        kept.keep(attempt, proof);
        return new Recalled.Proven(proof.person());
    }

    private static Recalled waiting(Duration wait) {
        return wait.isZero() ? new Recalled.Unproven() : new Recalled.TooMany(wait);
    }

    /** Remembers that the password has just been compared with its hash; the attempt no longer counts. */
    public void remember(Attempt attempt, Person person) {
        String verifier = verifier(attempt);
        Instant now = clock.instant();
        Proof proof = new Proof(person, verifier, now, now.plus(properties.life()));
        settle(attempt, bytes(verifier + vault.seal(PROOF, json.writeValueAsBytes(proof))),
                properties.life());
    }

    /** For an attempt that told nobody anything. */
    public void giveBack(Attempt attempt) {
        settle(attempt, new byte[0], Duration.ZERO);
    }

    private void settle(Attempt attempt, byte[] proof, Duration life) {
        Keys keys = keys(attempt);
        GuessingProperties.Budget budget = guessing.of(attempt);
        redis.ask(bytes(keys.proof), commands -> commands.<Long>eval(remember, ScriptOutputType.INTEGER,
                keys.both(), proof, number(life.toMillis()), number(budget.interval().toMillis())));
        local.giveBack(keys.guesser, budget);
    }

    /** For an account that has changed. It is a courtesy: the proof no longer holds anyway. */
    public void forget(String address) {
        byte[] key = key(address);
        redis.ask(key, commands -> commands.del(key));
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

    /** Redis has compared the verifier too, but whoever can write there is not who decides. */
    private boolean holds(Proof proof, String address, String verifier) {
        return proof.person().email().equals(address)
                && MessageDigest.isEqual(bytes(proof.verifier()), bytes(verifier))
                && proof.isInTime(clock.instant(), properties.life())
                && revocations.staleness().compareTo(properties.staleness()) <= 0
                && !revocations.cover(proof.marks());
    }

    byte[] key(String address) {
        return bytes(place(address) + ":proof");
    }

    /** The braces keep all keys of one address together in a cluster. */
    private String place(String address) {
        return "sluice:auth:{" + fingerprint(ADDRESS, address) + "}";
    }

    private Keys keys(Attempt attempt) {
        String address = attempt.address();
        String place = place(address);
        return new Keys(place + ":proof",
                place + ":guesses:" + fingerprint(GUESSER, address + '\0' + attempt.guesser()));
    }

    private record Keys(String proof, String guesser) {

        byte[][] both() {
            return new byte[][] {bytes(proof), bytes(guesser)};
        }
    }

    /** Of a password that nobody can have, nothing is ever remembered. */
    private String verifier(Attempt attempt) {
        return attempt.password().keyed(text -> fingerprint(PASSWORD, attempt.address() + '\0' + text))
                .orElse(NOBODYS);
    }

    private String fingerprint(String purpose, String text) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(vault.fingerprint(purpose, bytes(text)));
    }

    private static byte[] number(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sent whole each time: it fits a packet, and after a failover nobody knows it by its digest. */
    private static byte[] script(String name) {
        try (InputStream in = Objects.requireNonNull(Proofs.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
        catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
