package dev.sluice.auth.client;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The services that get tokens.
 *
 * @param clients those that this installation itself needs, by id; only the configuration changes them
 * @param clientStaleness how old our knowledge of the others' changes may be; beyond it the database is asked
 */
@ConfigurationProperties("sluice.auth")
record ClientProperties(@DefaultValue Map<String, Registration> clients,
        @DefaultValue("2s") Duration clientStaleness) {

    private static final int SHORTEST_SECRET = 32;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    /** Whatever the database has ended of a namesake, these tokens came after it. */
    private static final long AFTER_ALL = 1L << 52;
    private static final UUID NO_ID = new UUID(0, 0);

    ClientProperties {
        if (!clientStaleness.isPositive()) {
            throw new IllegalArgumentException("sluice.auth.client-staleness must be more than nothing");
        }
    }

    /**
     * One service.
     *
     * @param secret made by a machine, at least 32 characters; or instead of it
     * @param secretSha256 the SHA-256 of such a secret in hexadecimal, so that no configuration holds it
     * @param keys instead of either, for a client that signs: a JSON Web Key Set, or one JSON Web Key
     * @param scopes what its tokens may be for
     */
    record Registration(@Nullable String secret, @Nullable String secretSha256, @Nullable String keys,
            @DefaultValue Set<String> scopes) {

        /** The client of that id; no secret stays in memory. */
        Client client(String id) {
            if (!Client.mayBeCalled(id)) {
                throw invalid(id, "is no client id: at most 64 letters, digits and ._~-, and no UUID");
            }
            if (!scopes.stream().allMatch(scope -> scope.matches(Client.SCOPE))) {
                throw invalid(id, "has a scope that is no scope token of RFC 6749");
            }
            if (keys == null || keys.isBlank()) {
                return new Client(id, id, scopes, null,
                        List.of(new ClientSecret(NO_ID, hash(id), Instant.EPOCH, null)), false, AFTER_ALL);
            }
            if (isGiven(secret) || isGiven(secretSha256)) {
                throw invalid(id, "has a secret or keys, and never both");
            }
            try {
                return new Client(id, id, scopes, ClientKeys.parse(keys), List.of(), false, AFTER_ALL);
            }
            catch (IllegalArgumentException wrong) {
                // The cause could repeat what was written, and that may be a private key.
                throw invalid(id, "keys " + wrong.getMessage());
            }
        }

        private static boolean isGiven(@Nullable String text) {
            return text != null && !text.isBlank();
        }

        private String hash(String id) {
            if (secretSha256 != null && !secretSha256.isBlank()) {
                if (!SHA_256.matcher(secretSha256).matches()) {
                    throw invalid(id, "needs 64 hexadecimal digits as secret-sha256");
                }
                return secretSha256.toLowerCase(Locale.ROOT);
            }
            if (secret == null || secret.isBlank()) {
                throw invalid(id, "has neither secret nor secret-sha256 nor keys");
            }
            if (secret.length() < SHORTEST_SECRET && !secret.startsWith("dev-only-")) {
                throw invalid(id, "needs a secret of at least " + SHORTEST_SECRET + " characters");
            }
            return HexFormat.of().formatHex(ClientSecret.digest(secret));
        }

        private static IllegalStateException invalid(String id, String what) {
            return new IllegalStateException("sluice.auth.clients." + id + " " + what);
        }

        @Override
        public String toString() {
            return "Registration[secret=…, scopes=" + scopes + "]";
        }
    }
}
