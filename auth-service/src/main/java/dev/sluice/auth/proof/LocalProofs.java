package dev.sluice.auth.proof;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * What Redis told this instance a moment ago, for whoever signs in again and again. A proof is only found by
 * those whom Redis told: anybody else who tries that account is counted first.
 */
final class LocalProofs {

    private final Cache<Guesser, Proof> proofs;

    LocalProofs(ProofProperties properties) {
        this.proofs = Caffeine.newBuilder().maximumSize(properties.localEntries())
                .expireAfterWrite(properties.localLife()).build();
    }

    /** Those whose attempts are counted together. */
    private record Guesser(String address, String name) {

        static Guesser of(Attempt attempt) {
            return new Guesser(attempt.address(), attempt.guesser());
        }
    }

    @Nullable Proof find(Attempt attempt) {
        return proofs.getIfPresent(Guesser.of(attempt));
    }

    void keep(Attempt attempt, Proof proof) {
        proofs.put(Guesser.of(attempt), proof);
    }

    void drop(Attempt attempt) {
        proofs.invalidate(Guesser.of(attempt));
    }
}
