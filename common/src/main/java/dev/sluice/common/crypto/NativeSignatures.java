package dev.sluice.common.crypto;

import java.security.Provider;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signatures with elliptic curves and RSA by a library in C, which takes a fraction of the JDK's time for
 * them. It is asked for by name and never installed, so that nothing else changes by its presence.
 */
public final class NativeSignatures {

    private static final Logger log = LoggerFactory.getLogger(NativeSignatures.class);

    private NativeSignatures() {
    }

    /** Null where there is no such library for the platform, or where it cannot be unpacked and loaded. */
    public static @Nullable Provider provider() {
        return Found.PROVIDER;
    }

    /** Loaded by the first who asks. */
    private static final class Found {

        static final @Nullable Provider PROVIDER = find();

        private static @Nullable Provider find() {
            try {
                AmazonCorrettoCryptoProvider library = AmazonCorrettoCryptoProvider.INSTANCE;
                if (library.getLoadingError() == null) {
                    return library;
                }
                missing(library.getLoadingError());
            }
            catch (LinkageError absent) {
                missing(absent);
            }
            return null;
        }

        private static void missing(Throwable reason) {
            log.warn("Signatures are computed in Java, which takes longer: {}", reason.toString());
        }
    }
}
