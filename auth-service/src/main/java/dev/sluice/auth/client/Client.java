package dev.sluice.auth.client;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.sluice.auth.token.Bearer;

/**
 * A service that gets tokens of its own. It proves who it is with a secret or, where it has keys, by signing
 * with one of them, and never either way.
 *
 * @param name for people
 * @param scopes what its tokens may be for
 * @param keys public ones; null for a client with secrets
 * @param epoch its tokens of a lower one have ended
 */
public record Client(String id, String name, Set<String> scopes, @Nullable ClientKeys keys,
        List<ClientSecret> secrets, boolean disabled, long epoch) {

    /** RFC 6749, appendix A: a scope is of visible ASCII characters. */
    public static final String SCOPE = "[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}";
    public static final String ID = "[A-Za-z0-9][A-Za-z0-9._~-]{0,63}";
    private static final Pattern IDS = Pattern.compile(ID);
    /** Whatever is read as one, and that may be shorter than it is written. */
    private static final Pattern UUIDS = Pattern.compile("\\p{XDigit}+(?:-\\p{XDigit}+){4}");

    public Client {
        scopes = Set.copyOf(scopes);
        secrets = List.copyOf(secrets);
        if (keys != null && !secrets.isEmpty()) {
            throw new IllegalArgumentException("A client has keys or secrets");
        }
    }

    /**
     * Whether a client may have this id. The subject of a token is an account's UUID or a client's id, and
     * nobody may take one for the other.
     */
    public static boolean mayBeCalled(String id) {
        return IDS.matcher(id).matches() && !id.equalsIgnoreCase(Bearer.FIRST_PARTY)
                && !UUIDS.matcher(id).matches();
    }

    /** Whether this is one of its secrets that has not ended; each is compared in constant time. */
    public boolean isProvenBy(String secret, Instant now) {
        byte[] digest = ClientSecret.digest(secret);
        boolean proven = false;
        for (ClientSecret known : secrets) {
            proven |= known.isGoodAt(now) && MessageDigest.isEqual(known.digest(), digest);
        }
        return proven;
    }

    public Client with(List<ClientSecret> secrets) {
        return new Client(id, name, scopes, keys, secrets, disabled, epoch);
    }

    @Override
    public String toString() {
        return "Client[" + id + "]";
    }
}
