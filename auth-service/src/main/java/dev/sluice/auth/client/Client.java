package dev.sluice.auth.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A service that gets tokens of its own. Its secret is random and long, so a fast hash protects it, and none
 * of it stays in memory.
 */
record Client(String id, String secretHash, Set<String> scopes) {

    private static final int SHORTEST_SECRET = 32;
    /** RFC 6749, appendix A: a client id and a scope are of visible ASCII characters. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    static Client of(String id, ClientProperties.Registration registered) {
        if (!registered.scopes().stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw invalid(id, "has a scope that is no scope token of RFC 6749");
        }
        return new Client(id, hash(id, registered), Set.copyOf(registered.scopes()));
    }

    boolean proves(String secret) {
        return MessageDigest.isEqual(secretHash.getBytes(StandardCharsets.US_ASCII),
                sha256(secret).getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String id, ClientProperties.Registration registered) {
        String secret = registered.secret();
        String hash = registered.secretSha256();
        if (hash != null && !hash.isBlank()) {
            if (!SHA_256.matcher(hash).matches()) {
                throw invalid(id, "needs 64 hexadecimal digits as secret-sha256");
            }
            return hash.toLowerCase(Locale.ROOT);
        }
        if (secret == null || secret.isBlank()) {
            throw invalid(id, "has neither secret nor secret-sha256");
        }
        if (secret.length() < SHORTEST_SECRET && !secret.startsWith("dev-only-")) {
            throw invalid(id, "needs a secret of at least " + SHORTEST_SECRET + " characters");
        }
        return sha256(secret);
    }

    private static IllegalStateException invalid(String id, String what) {
        return new IllegalStateException("sluice.auth.clients." + id + " " + what);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Client[" + id + "]";
    }
}
