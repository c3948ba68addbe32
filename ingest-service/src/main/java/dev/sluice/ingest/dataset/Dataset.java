package dev.sluice.ingest.dataset;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A named set of rows, and the contract that holds for documents accepted from now on.
 *
 * @param version counts the changes of the contract, from 1
 * @param changedBy name of who changed it last
 */
public record Dataset(String name, Contract contract, int version, Instant changedAt, String changedBy) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?");

    /** Whether a data set may have that name: it becomes part of keys, files and addresses. */
    static boolean mayBeNamed(String name) {
        return NAME.matcher(name).matches();
    }
}
