package dev.sluice.auth.evidence;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Text that is no IP address. */
final class InvalidNetwork extends ProblemException {

    private static final long serialVersionUID = 1L;

    InvalidNetwork() {
        super(HttpStatus.BAD_REQUEST, "invalid-request", "Bad Request", "network must be an IP address.");
        with("errors", List.of(Map.of("parameter", "network", "detail", "must be an IP address")));
    }
}
