package dev.sluice.common.identity;

import java.util.Base64;

/**
 * The one text that a signed JWT has. Libraries read more than RFC 7515 lets anybody write: characters that
 * are skipped, bits that mean nothing. So whoever has one token would have any number of texts that are as
 * good, each of them to be verified and remembered anew.
 */
public final class CompactText {

    /** What servers let a header be. */
    private static final int LONGEST = 8 * 1024;
    private static final int PARTS = 3;

    private CompactText() {
    }

    /** Whether it is three parts of Base64url, none of them empty and all not too long, whatever they say. */
    public static boolean isWellFormed(String token) {
        if (token.length() > LONGEST) {
            return false;
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || !isBase64Url(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64Url(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        }
        catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
