package dev.sluice.common.identity;

import java.io.Serial;

import org.springframework.web.client.RestClientException;

/** The auth-service gave this service no token: it is down, or does not know the client. */
public class NoServiceToken extends RestClientException {

    @Serial
    private static final long serialVersionUID = 1L;

    NoServiceToken(String why) {
        super("No token for calls to other services: " + why);
    }
}
