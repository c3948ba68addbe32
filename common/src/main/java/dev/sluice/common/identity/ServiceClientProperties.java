package dev.sluice.common.identity;

import java.net.URI;
import java.time.Duration;

import jakarta.validation.constraints.NotBlank;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The service's own account at the auth-service.
 *
 * @param id client id
 * @param secret client secret
 * @param tokenUri where tokens are given; by default below the issuer
 * @param scope what the service asks for, with spaces between; empty for all that it may have
 * @param timeout for connecting, and for the answer
 */
@ConfigurationProperties("sluice.identity.client")
@Validated
record ServiceClientProperties(@NotBlank String id, @NotBlank String secret, @Nullable URI tokenUri,
        @DefaultValue("") String scope, @DefaultValue("3s") Duration timeout) {

    URI endpoint(IdentityProperties identity) {
        return tokenUri == null ? URI.create(identity.issuer() + "/oauth2/token") : tokenUri;
    }

    /** Without the secret, since properties end up in messages. */
    @Override
    public String toString() {
        return "ServiceClientProperties[id=" + id + "]";
    }
}
