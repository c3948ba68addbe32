package dev.sluice.auth.account;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form under which its account is kept: NFKC, lower case, no space around it,
 * the domain in ASCII. Two spellings of one address are equal.
 */
public record EmailAddress(String value) {

    /** RFC 5321: 64 for the local part, 254 for all of it. */
    private static final int LONGEST = 254;
    private static final Pattern LOCAL =
            Pattern.compile("[^\\s\\p{Cntrl}\\p{Cs}@\"(),:;<>\\[\\]\\\\/]{1,64}");
    /**
     * What nobody sees: all of Unicode's categories C and Z, so also what is not assigned yet, and the
     * letters, marks and symbols that have no ink.
     */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Z}\\u034f\\u115f\\u1160\\u17b4"
            + "\\u17b5\\u180b-\\u180f\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0"
            + "\\x{1d159}\\x{e0000}-\\x{e0fff}]");
    /** What reads as an encoded character; encoded once more, a path that holds it may be refused. */
    private static final Pattern ENCODED = Pattern.compile("%\\p{XDigit}{2}");
    /** Of at most 63 characters, or {@link IDN} has refused it. */
    private static final String LABEL = "[a-z0-9]++(?:-++[a-z0-9]++)*+";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")++");

    /** Empty for whatever cannot be an address. */
    public static Optional<EmailAddress> of(String typed) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        int at = text.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        String domain = ascii(text.substring(at + 1));
        if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) {
            return Optional.empty();
        }
        String address = local + "@" + domain;
        return address.length() > LONGEST ? Optional.empty() : Optional.of(new EmailAddress(address));
    }

    /**
     * Empty also for what looks like another address, or could not be named in a path: nobody gets an account
     * with that any more, but those that have one are found.
     */
    static Optional<EmailAddress> ofNewAccount(String typed) {
        return of(typed).filter(address -> !UNSEEN.matcher(address.value).find()
                && !ENCODED.matcher(address.value).find());
    }

    String localPart() {
        return value.substring(0, value.indexOf('@'));
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        }
        catch (IllegalArgumentException notADomain) {
            return "";
        }
    }
}
