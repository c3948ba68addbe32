package dev.sluice.ingest.document;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.sluice.ingest.dataset.Contract;

/**
 * The first record of a CSV document, read without taking it from the stream: enough to refuse at the door
 * what can never become rows.
 */
final class Header {

    static final int LONGEST = 64 * 1024;

    private Header() {
    }

    /**
     * Passes when the header names every required field, at least one of the contract's, and none twice.
     *
     * @throws EmptyDocument when there is not one byte
     * @throws UnreadableHeader when the header is not UTF-8, too long, not complete or not unambiguous
     */
    static void check(BufferedInputStream document, Contract contract) throws IOException {
        document.mark(LONGEST + 1);
        byte[] record = firstRecord(document);
        document.reset();
        List<String> names = names(text(record));
        Set<String> distinct = new LinkedHashSet<>(names);
        Set<String> missing = new LinkedHashSet<>(contract.requiredFields());
        missing.removeAll(distinct);
        if (!missing.isEmpty()) {
            throw UnreadableHeader.lacks(missing, names);
        }
        if (Collections.disjoint(distinct, contract.fields())) {
            throw UnreadableHeader.lacks(contract.fields(), names);
        }
        if (distinct.contains("") || distinct.size() < names.size()) {
            throw UnreadableHeader.ambiguous(names);
        }
    }

    /** Up to the first line end that is not between quotes. */
    private static byte[] firstRecord(BufferedInputStream document) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        boolean quoted = false;
        for (int next = document.read(); next >= 0; next = document.read()) {
            if (!quoted && (next == '\n' || next == '\r')) {
                return record.toByteArray();
            }
            if (record.size() == LONGEST) {
                throw UnreadableHeader.tooLong();
            }
            quoted ^= next == '"';
            record.write(next);
        }
        if (record.size() == 0) {
            throw new EmptyDocument();
        }
        return record.toByteArray();
    }

    private static String text(byte[] record) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
        catch (CharacterCodingException notText) {
            throw UnreadableHeader.notText(notText);
        }
    }

    /** Column names as RFC 4180 writes them, without the spaces around. */
    static List<String> names(String record) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < record.length(); index++) {
            char next = record.charAt(index);
            if (next == '"') {
                boolean escaped = quoted && index + 1 < record.length() && record.charAt(index + 1) == '"';
                if (escaped) {
                    name.append('"');
                    index++;
                }
                else {
                    quoted = !quoted;
                }
            }
            else if (next == ',' && !quoted) {
                names.add(name.toString().strip());
                name.setLength(0);
            }
            else {
                name.append(next);
            }
        }
        names.add(name.toString().strip());
        return names;
    }
}
