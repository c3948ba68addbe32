package dev.sluice.auth.password;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** A new password that does not meet the rules; the caller is told which one, and never the password. */
public final class PasswordRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** @param member of the request that was to be the password */
    PasswordRefused(String member, String reason) {
        super(HttpStatus.BAD_REQUEST, "password-refused", "Password refused",
                "The password " + reason + ".");
        with("errors", List.of(Map.of("pointer", "#/" + member, "detail", reason)));
    }
}
