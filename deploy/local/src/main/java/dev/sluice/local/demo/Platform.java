package dev.sluice.local.demo;

import java.net.URI;
import java.util.Locale;
import java.util.Properties;

/**
 * Where a running platform answers, and the administrator that its operator was given.
 *
 * @param auth base address of auth-service, without a trailing slash; likewise the others
 */
public record Platform(URI auth, URI approval, URI ingest, URI flag, URI catalog,
        String administrator, String password) {

    /**
     * The platform that these settings name; a service that they do not name is where the local run has it.
     *
     * @param settings {@code SLUICE_AUTH_URL} and the like, {@code SLUICE_ADMIN_EMAIL},
     *         {@code SLUICE_ADMIN_PASSWORD}
     * @throws IllegalArgumentException with a sentence that says what is missing or wrong
     */
    static Platform of(Properties settings) {
        return new Platform(address(settings, "auth", 8081), address(settings, "approval", 8082),
                address(settings, "ingest", 8083), address(settings, "flag", 8084),
                address(settings, "catalog", 8085),
                required(settings, "SLUICE_ADMIN_EMAIL"), required(settings, "SLUICE_ADMIN_PASSWORD"));
    }

    private static URI address(Properties settings, String service, int localPort) {
        String name = "SLUICE_" + service.toUpperCase(Locale.ROOT) + "_URL";
        String value = settings.getProperty(name, "http://127.0.0.1:" + localPort);
        if (!value.matches("https?://[^\\s?#]+")) {
            throw new IllegalArgumentException(
                    name + " is '" + value + "' and no address such as http://127.0.0.1:" + localPort + ".");
        }
        return URI.create(value.replaceAll("/$", ""));
    }

    private static String required(Properties settings, String name) {
        String value = settings.getProperty(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "There is no " + name + ": start the platform first, with deploy/run, or set it.");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Platform[auth=" + auth + ", administrator=" + administrator + "]";
    }
}
