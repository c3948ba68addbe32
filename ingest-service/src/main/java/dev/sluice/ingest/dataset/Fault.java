package dev.sluice.ingest.dataset;

/**
 * One thing that is wrong with a contract.
 *
 * @param pointer JSON pointer to it, in the fragment form of RFC 6901
 */
record Fault(String pointer, String detail) {
}
