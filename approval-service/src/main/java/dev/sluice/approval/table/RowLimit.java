package dev.sluice.approval.table;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Ends the reading of a row that is longer than any honest one, before an unclosed quote fills the memory.
 */
final class RowLimit extends FilterReader {

    static final int LONGEST_ROW = 1_000_000;

    private long sinceLastRow;

    RowLimit(Reader reader) {
        super(reader);
    }

    void nextRow() {
        sinceLastRow = 0;
    }

    @Override
    public int read() throws IOException {
        int character = super.read();
        count(character < 0 ? 0 : 1);
        return character;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(read);
        return read;
    }

    private void count(int read) {
        sinceLastRow += Math.max(0, read);
        if (sinceLastRow > LONGEST_ROW) {
            throw new UnreadableDocument(
                    "A row is longer than " + LONGEST_ROW + " characters: an unclosed quote?");
        }
    }
}
