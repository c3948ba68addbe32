package dev.sluice.auth.password;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What another system has kept of somebody's password. It is never shown. */
public final class ImportedHash {

    private final String text;

    private ImportedHash(String text) {
        this.text = text;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ImportedHash of(String text) {
        return new ImportedHash(text);
    }

    /**
     * The text to keep.
     *
     * @throws ImportedHashRefused if no password can be compared with it, or only at a cost that nobody bears
     */
    public String accepted() {
        if (HashRecipe.of(text).filter(HashRecipe::isBearable).isEmpty()) {
            throw new ImportedHashRefused();
        }
        return text;
    }

    @Override
    public String toString() {
        return "ImportedHash[…]";
    }
}
