package dev.sluice.common.identity;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service learns of tokens that are revoked before they expire.
 *
 * @param follow whether it follows the issuer's feed, and serves no token before it has heard all of it once;
 *        an issuer other than auth-service has none
 * @param uri the feed; by default below the issuer
 * @param bound after how long without news the knowledge counts as stale
 * @param required calls that are refused while the knowledge is stale, such as {@code POST /approve/*}; all
 *        others go on with what is known
 */
@ConfigurationProperties("sluice.identity.revocations")
record RevocationProperties(
        @DefaultValue("true") boolean follow,
        @Nullable URI uri,
        @DefaultValue("1s") Duration bound,
        @DefaultValue List<String> required) {

    RevocationProperties {
        if (bound.compareTo(Duration.ofMillis(500)) < 0) {
            throw new IllegalArgumentException(
                    "sluice.identity.revocations.bound must be at least 500 milliseconds");
        }
    }

    URI feed(IdentityProperties identity) {
        return uri == null ? URI.create(identity.issuer() + "/revocations") : uri;
    }
}
