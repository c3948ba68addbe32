package dev.sluice.local.process;

/**
 * Asks a server one real request: returns when it answered as a ready server does, throws while it is not.
 */
@FunctionalInterface
public interface Readiness {

    void check() throws Exception;
}
