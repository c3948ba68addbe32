package dev.sluice.common.identity;

import java.io.Serial;

import org.springframework.web.client.RestClientException;

/** The auth-service gave this service no token: it is down, or does not know the client. */
public class NoServiceToken extends RestClientException {

    @Serial
    private static final long serialVersionUID = 1L;
    private static final String NO_TOKEN = "No token for calls to other services: ";

    NoServiceToken(String why) {
        super(NO_TOKEN + why);
    }

    /** What one caller has met is told to each that waited for it. */
    NoServiceToken(Throwable met) {
        super(met instanceof NoServiceToken ? String.valueOf(met.getMessage())
                : NO_TOKEN + met.getClass().getSimpleName(), met);
    }
}
