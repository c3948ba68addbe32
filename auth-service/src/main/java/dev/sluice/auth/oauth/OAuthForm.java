package dev.sluice.auth.oauth;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** What a client sends to an endpoint of OAuth: each parameter once, in the body. */
record OAuthForm(MultiValueMap<String, String> body, @Nullable String authorization) {

    static OAuthForm of(@Nullable MultiValueMap<String, String> body, HttpServletRequest request) {
        if (request.getQueryString() != null) {
            // A secret in an address ends in logs.
            throw OAuthRefusal.invalidRequest("Parameters belong in the body, not in the address.");
        }
        return new OAuthForm(body == null ? new LinkedMultiValueMap<>() : body,
                request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    /** Null where it is missing or empty, which OAuth takes for the same. */
    @Nullable String get(String name) {
        List<String> values = body.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw OAuthRefusal.invalidRequest(name + " is there more than once.");
        }
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
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
