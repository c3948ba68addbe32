package dev.sluice.approval.document;

/** The bytes are not those that were seen before; whatever was decided on those does not hold for these. */
final class DigestMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DigestMismatch(String what, String expected, String actual) {
        super(what + " has the digest " + actual + " instead of " + expected);
    }
}
