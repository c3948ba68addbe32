package dev.sluice.common.problem;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer where, as a JSON pointer in its fragment form (RFC 6901, section 6)
 */
public record Fault(String pointer, String detail) {
}
