package dev.sluice.flag.registry;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** A registry is a document for people to read, and has its limit. */
class RegistryTooLarge extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    RegistryTooLarge() {
        super(HttpStatus.CONTENT_TOO_LARGE, "registry-too-large", "The registry is too large",
                "A registry has at most " + RegistryController.MOST_BYTES + " bytes.");
    }
}
