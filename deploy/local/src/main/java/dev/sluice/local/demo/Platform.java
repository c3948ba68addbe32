package dev.sluice.local.demo;

import java.net.URI;

/**
 * Where a running platform answers, and the administrator that its operator was given.
 *
 * @param auth base address of auth-service, without a trailing slash; likewise the others
 */
public record Platform(URI auth, URI approval, URI ingest, URI flag, URI catalog,
        String administrator, String password) {

    private static final String LOOPBACK = "http://127.0.0.1:";

    /** The ports of the local run. */
    public static Platform local(String administrator, String password) {
        return new Platform(at(8081), at(8082), at(8083), at(8084), at(8085), administrator, password);
    }

    private static URI at(int port) {
        return URI.create(LOOPBACK + port);
    }

    @Override
    public String toString() {
        return "Platform[auth=" + auth + ", administrator=" + administrator + "]";
    }
}
