package dev.sluice.common.identity;

import java.net.MalformedURLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;

/**
 * The issuer's public keys, fetched when the first token comes and when a token names a key that is not known
 * yet, but never more often than the pause allows. Known keys outlive an outage of the issuer.
 */
final class PublishedKeys implements JWKSource<SecurityContext> {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 256 * 1024;

    private final JWKSource<SecurityContext> fetched;
    private final AtomicBoolean known = new AtomicBoolean();

    private PublishedKeys(JWKSource<SecurityContext> fetched) {
        this.fetched = fetched;
    }

    static PublishedKeys of(IdentityProperties properties) throws MalformedURLException {
        return new PublishedKeys(JWKSourceBuilder
                .<SecurityContext>create(properties.keys().toURL(),
                        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES))
                .cache(properties.keyLifetime().toMillis(), 2L * TIMEOUT_MILLIS)
                .refreshAheadCache(false)
                .rateLimited(properties.refreshPause().toMillis())
                .outageTolerantForever()
                .build());
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            List<JWK> keys = fetched.get(selector, context);
            known.set(true);
            return keys;
        }
        catch (RateLimitReachedException tooOften) {
            // With keys at hand an unknown one is the token's fault: refused, and not an outage.
            if (known.get()) {
                return List.of();
            }
            throw tooOften;
        }
    }
}
