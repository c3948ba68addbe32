package dev.sluice.auth.password;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Passwords that leaked somewhere, as far as the operator has given us a filter of them. */
@Component
class BreachedPasswords {

    private static final Logger log = LoggerFactory.getLogger(BreachedPasswords.class);

    private final @Nullable BreachedFilter filter;

    BreachedPasswords(PasswordProperties properties, Environment environment) {
        String file = properties.breachedFilter();
        filter = file == null || file.isBlank() ? null : load(Path.of(file));
        if (filter == null && environment.acceptsProfiles(Profiles.of("production"))) {
            log.warn("Passwords that leaked elsewhere are accepted, but for a short list of the commonest. "
                    + "Make a filter of them with `java -jar auth-service.jar breached-filter SOURCE FILTER` "
                    + "and name it in sluice.auth.password.breached-filter.");
        }
    }

    private static BreachedFilter load(Path file) {
        try {
            BreachedFilter filter = BreachedFilter.read(file);
            log.info("About {} leaked passwords are refused; the filter takes {} MiB of the heap, and one of "
                    + "{} other passwords for one of them", filter.entries(), Files.size(file) >> 20,
                    Math.round(1 / filter.rate()));
            return filter;
        }
        catch (IOException unreadable) {
            throw new BreachedFilterUnreadable(file, unreadable);
        }
    }

    /** In our form or as it was typed: whoever leaked it did not know our form. */
    boolean contain(Password password) {
        return filter != null
                && (filter.mightContain(password.text()) || filter.mightContain(password.typed()));
    }
}
