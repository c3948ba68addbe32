package dev.sluice.auth.password;

import java.util.Arrays;
import java.util.Locale;

import org.springframework.stereotype.Component;

/**
 * What a new password must be, by NIST SP 800-63B-4: long enough, not too long to be hashed whole, and not
 * among those that everybody tries first. Which kinds of characters it is made of is nobody's business.
 */
@Component
public class PasswordRules {

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
     * @param personal what an attacker knows about this person, such as the e-mail address
     * @throws PasswordRefused with the first rule that is not met
     */
    public void check(Password password, String... personal) {
        if (password.overlong() || password.codePoints() > properties.maxLength()) {
            throw new PasswordRefused("must have at most " + properties.maxLength() + " characters");
        }
        if (!password.wellFormed()) {
            throw new PasswordRefused("must be text");
        }
        if (password.codePoints() < properties.minLength()) {
            throw new PasswordRefused("must have at least " + properties.minLength() + " characters");
        }
        String text = password.text().toLowerCase(Locale.ROOT);
        if (common.contains(text)) {
            throw new PasswordRefused("is among those that are guessed first");
        }
        if (breached.contain(password)) {
            throw new PasswordRefused("is among those that leaked somewhere");
        }
        if (Arrays.stream(personal).anyMatch(known -> text.equals(known.toLowerCase(Locale.ROOT)))) {
            throw new PasswordRefused("must not be your name or address");
        }
    }
}
