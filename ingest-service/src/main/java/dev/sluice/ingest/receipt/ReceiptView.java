package dev.sluice.ingest.receipt;

import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A receipt as clients see it.
 *
 * @param objectKey where the document is: where it was uploaded, or where it was archived
 * @param jobId the job that works on the document; the same as the receipt's id
 */
@Schema(name = "Receipt")
public record ReceiptView(UUID id, State state, String dataset, String objectKey, UUID jobId, long size,
        String sha256, List<Receipt.Event> events) {

    public static ReceiptView of(Receipt receipt) {
        return new ReceiptView(receipt.id(), receipt.state(), receipt.dataset(), receipt.objectKey(),
                receipt.id(), receipt.size(), receipt.sha256(), receipt.events());
    }
}
