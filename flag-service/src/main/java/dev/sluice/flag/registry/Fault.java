package dev.sluice.flag.registry;

/**
 * What is wrong with one member.
 *
 * @param pointer where, as a JSON pointer in its fragment form
 */
record Fault(String pointer, String detail) {
}
