package dev.sluice.auth.key;

/** A signing key as the database keeps it: the private half sealed. */
record StoredKey(String kid, SigningAlgorithm algorithm, boolean signs, String publicJwk,
        String sealedPrivate) {

    @Override
    public String toString() {
        return "StoredKey[" + kid + "]";
    }
}
