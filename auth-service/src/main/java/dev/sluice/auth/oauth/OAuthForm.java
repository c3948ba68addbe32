package dev.sluice.auth.oauth;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What a client sends to an endpoint of OAuth: each parameter once, in the body. */
record OAuthForm(HttpServletRequest request) {

    OAuthForm {
        if (request.getQueryString() != null) {
            // A secret in an address ends in logs.
            throw OAuthRefusal.invalidRequest("Parameters belong in the body, not in the address.");
        }
    }

    @Nullable String authorization() {
        return request.getHeader(HttpHeaders.AUTHORIZATION);
    }

    /** Null where it is missing or empty, which OAuth takes for the same. */
    @Nullable String get(String name) {
        String[] values = request.getParameterValues(name);
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw OAuthRefusal.invalidRequest(name + " is there more than once.");
        }
        return values[0].isEmpty() ? null : values[0];
    }

    String require(String name) {
        String value = get(name);
        if (value == null) {
            throw OAuthRefusal.invalidRequest(name + " is missing.");
        }
        return value;
    }

    @Override
    public String toString() {
        return "OAuthForm[…]";
    }
}
