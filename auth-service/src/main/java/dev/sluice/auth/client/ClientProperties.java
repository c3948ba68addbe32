package dev.sluice.auth.client;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The services that get tokens of their own, by client id. */
@ConfigurationProperties("sluice.auth")
record ClientProperties(@DefaultValue Map<String, Registration> clients) {

    /**
     * One service.
     *
     * @param secret made by a machine, at least 32 characters; or instead of it
     * @param secretSha256 the SHA-256 of such a secret in hexadecimal, so that no configuration holds it
     * @param scopes what its tokens may be for
     */
    record Registration(@Nullable String secret, @Nullable String secretSha256,
            @DefaultValue Set<String> scopes) {

        @Override
        public String toString() {
            return "Registration[secret=…, scopes=" + scopes + "]";
        }
    }
}
