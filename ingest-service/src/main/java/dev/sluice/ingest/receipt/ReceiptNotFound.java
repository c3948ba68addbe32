package dev.sluice.ingest.receipt;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** There is no such receipt, or it is none of the caller's business; the caller cannot tell which. */
class ReceiptNotFound extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    ReceiptNotFound() {
        super(HttpStatus.NOT_FOUND, "receipt-not-found", "No such receipt", "No receipt has this id.");
    }
}
