package dev.sluice.flag.history;

/** What happened to a flag. */
public enum Action {
    CREATED, CHANGED, DELETED
}
