package dev.sluice.acceptance.permission;

import java.util.List;

/** What a cell of the matrix says. */
enum Right {

    /** It is done, whosever the record is. */
    YES("yes"),
    /** It is done to what is the caller's own, and nothing else is seen or changed. */
    OWN("own"),
    /** It is done for whoever shows what the route wants, and for nobody else; a role does not matter. */
    PROOF("proof"),
    /** It is refused. */
    NO("no"),
    /** There is no such operation. */
    NONE("-");

    private final String word;

    Right(String word) {
        this.word = word;
    }

    static Right of(String word) {
        for (Right right : values()) {
            if (right.word.equals(word)) {
                return right;
            }
        }
        throw new AssertionError("permission-matrix.csv: a cell is one of " + List.of(values()) + ", not "
                + word);
    }

    @Override
    public String toString() {
        return word;
    }
}
