package dev.sluice.ingest.document;

import dev.sluice.ingest.receipt.Receipt;

/**
 * How a document was accepted.
 *
 * @param repeated whether it had been before, under the same idempotency key
 */
record Accepted(Receipt receipt, boolean repeated) {
}
