package dev.sluice.auth.key;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A signing key as the database keeps it: the private half sealed.
 *
 * @param generation keys of one algorithm are numbered from 1
 * @param signsFrom when it takes over from the generation before
 * @param withdrawnAt since when nothing that it signed is good; null while it is
 * @param announcedAt since when others could fetch it, without a gap
 * @param usedAt when it was last seen to sign, give or take some minutes; null if it never was
 */
record StoredKey(String kid, SigningAlgorithm algorithm, int generation, String publicJwk,
        String sealedPrivate, Instant signsFrom, @Nullable Instant withdrawnAt, Instant announcedAt,
        @Nullable Instant usedAt) {

    @Override
    public String toString() {
        return "StoredKey[" + kid + "]";
    }
}
