package dev.sluice.common.observability;

import java.util.regex.Pattern;

/**
 * The last net under the rule that nothing logs a secret: whatever looks like a token, or like a value given
 * to something called a password, a secret or a token, is blotted out.
 */
final class Redaction {

    static final String BLOT = "[redacted]";

    /** A signed token, with or without its scheme. */
    private static final Pattern TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*)?");

    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)\\b(Bearer|Basic|DPoP) +[A-Za-z0-9._~+/=-]{8,}");

    /** A value in quotes, which may be escaped with all that they enclose, ends with the same quote. */
    private static final Pattern NAMED = Pattern.compile(
            "(?is)(\\b[a-z0-9_.-]{0,40}(?:password|secret|access_token|refresh_token|api_?key)"
            + "\\\\*[\"']? *[=:] *)"
            + "(?:(\\\\*[\"']).*?(?:(?<!\\\\)\\2|\\z)|[^\\s\"&,;)\\]}]+)");

    /** What a validator or a parser repeats of a request; it may have been a password. */
    private static final Pattern REPEATED = Pattern.compile("(rejected value \\[|from String \")[^\\]\"]*");

    private Redaction() {
    }

    static String of(String text) {
        String blotted = TOKEN.matcher(text).replaceAll(BLOT);
        blotted = CREDENTIALS.matcher(blotted).replaceAll("$1 " + BLOT);
        blotted = REPEATED.matcher(blotted).replaceAll("$1" + BLOT);
        return NAMED.matcher(blotted).replaceAll("$1$2" + BLOT + "$2");
    }
}
