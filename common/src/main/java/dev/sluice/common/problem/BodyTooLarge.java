package dev.sluice.common.problem;

import java.io.Serial;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** The body has more bytes than any caller needs; nothing was done. */
public final class BodyTooLarge extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param limit what a body may have */
    public BodyTooLarge(DataSize limit) {
        super(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large",
                "The body may have " + limit.toBytes() + " bytes at most.");
        with("max_bytes", limit.toBytes());
    }
}
