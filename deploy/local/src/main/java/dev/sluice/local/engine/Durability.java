package dev.sluice.local.engine;

/** What a component's data must survive. */
public enum Durability {

    /** Whatever was answered survives kill -9. */
    CRASH_SAFE,
    /** Nothing: for tests that throw the data away and want speed. */
    THROWAWAY
}
