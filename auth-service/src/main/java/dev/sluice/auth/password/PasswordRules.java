package dev.sluice.auth.password;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a new password must be, by NIST SP 800-63B-4: long enough, not too long to be hashed whole, and not
 * among those that everybody tries first. Which kinds of characters it is made of is nobody's business.
 */
@Component
public class PasswordRules {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST_PIECE = 3;

    private final PasswordProperties properties;
    private final CommonPasswords common;
    private final BreachedPasswords breached;

    PasswordRules(PasswordProperties properties, CommonPasswords common, BreachedPasswords breached) {
        this.properties = properties;
        this.common = common;
        this.breached = breached;
    }

    /**
     * Passes if the password may be used.
     *
     * @param member of the request that has it
     * @param personal what an attacker knows about this person, such as the e-mail address
     * @throws PasswordRefused with the first rule that is not met
     */
    public void check(Password password, String member, String... personal) {
        String reason = reason(password, personal);
        if (reason != null) {
            throw new PasswordRefused(member, reason);
        }
    }

    private @Nullable String reason(Password password, String... personal) {
        if (password.overlong() || password.codePoints() > properties.maxLength()) {
            return "must have at most " + properties.maxLength() + " characters";
        }
        if (!password.wellFormed()) {
            return "must be text";
        }
        if (password.codePoints() < properties.minLength()) {
            return "must have at least " + properties.minLength() + " characters";
        }
        String text = password.text().toLowerCase(Locale.ROOT);
        if (common.contain(text, Set.of())) {
            return "is among those that are guessed first";
        }
        if (breached.contain(password)) {
            return "is among those that leaked somewhere";
        }
        return common.contain(text, pieces(personal)) ? "must not be made of your name or address" : null;
    }

    /** Each as a whole and what it is put together from. */
    private static Set<String> pieces(String... personal) {
        return Arrays.stream(personal)
                .map(known -> Normalizer.normalize(known, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .flatMap(known -> Stream.concat(Stream.of(known), Arrays.stream(NO_WORD.split(known))))
                .filter(piece -> piece.length() >= SHORTEST_PIECE).collect(Collectors.toSet());
    }
}
