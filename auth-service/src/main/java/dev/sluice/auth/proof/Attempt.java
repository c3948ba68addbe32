package dev.sluice.auth.proof;

import org.jspecify.annotations.Nullable;

import dev.sluice.auth.account.EmailAddress;
import dev.sluice.auth.password.Password;

/**
 * That somebody tries a password.
 *
 * @param email as it was typed
 * @param address in its one form, or as it was typed if it cannot be an address: that may be tried as often
 * @param network where they are
 * @param device that somebody has signed in with before; null for any other
 */
public record Attempt(String email, String address, Password password, Network network,
        @Nullable KnownDevice device) {

    /** What nobody can sign in with. */
    private static final String NO_ADDRESS = "";

    /** By somebody whose device is not known, yet. */
    static Attempt of(String email, Password password, Network network) {
        return new Attempt(email, EmailAddress.of(email).map(EmailAddress::value).orElse(email), password,
                network, null);
    }

    Attempt with(KnownDevice known) {
        return new Attempt(email, address, password, network, known);
    }

    /**
     * As it counts for an account whose sessions are in that epoch: a device from before the password was
     * changed, or all sessions ended, is a stranger's.
     */
    public Attempt in(long sessionEpoch) {
        return device == null || device.isOf(sessionEpoch) ? this
                : new Attempt(email, address, password, network, null);
    }

    /** It tries no password but an address: all sign-ups of a network are counted together. */
    static Attempt ofSignUp(Network network) {
        return new Attempt(NO_ADDRESS, NO_ADDRESS, Password.of(""), network, null);
    }

    boolean isSignUp() {
        return email.equals(NO_ADDRESS);
    }

    /** Whose attempts are counted together. */
    String guesser() {
        return device == null ? "network " + network.prefix() : "device " + device.id();
    }

    @Override
    public String toString() {
        return "Attempt[…]";
    }
}
