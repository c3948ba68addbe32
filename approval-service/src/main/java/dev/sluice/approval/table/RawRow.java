package dev.sluice.approval.table;

import java.util.List;

/**
 * One row as extracted.
 *
 * @param index position among the data rows, from 0
 * @param line the line of the document on which it ends, from 1
 */
record RawRow(long index, long line, List<String> cells) {
}
