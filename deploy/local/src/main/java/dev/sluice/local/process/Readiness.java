package dev.sluice.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Asks a server one real request: returns when it answered as a ready server does, throws while it is not.
 */
@FunctionalInterface
public interface Readiness {

    void check() throws Exception;

    /**
     * Ready when it answers a GET with 200 within that time. Asked many times a second for as long as nobody
     * listens, so by the client that costs least.
     */
    static Readiness http(URI address, Duration patience) {
        return () -> {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
            try {
                if (connection.getResponseCode() != 200) {
                    throw new IOException(address + " answered " + connection.getResponseCode());
                }
            }
            finally {
                connection.disconnect();
            }
        };
    }
}
