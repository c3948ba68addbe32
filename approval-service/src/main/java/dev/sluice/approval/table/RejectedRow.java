package dev.sluice.approval.table;

import java.util.List;

/** A row that does not keep the contract, with every reason, so that one correction is enough. */
record RejectedRow(long index, long line, String reason, List<String> cells) {
}
