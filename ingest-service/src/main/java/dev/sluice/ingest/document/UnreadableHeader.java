package dev.sluice.ingest.document;

import java.io.Serial;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The first line of the document is no header that fits the contract; nothing was kept. */
class UnreadableHeader extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    private UnreadableHeader(String detail, @Nullable Throwable cause) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, "unreadable-header", "Header does not fit", detail, cause);
    }

    static ProblemException lacks(Set<String> fields) {
        return new UnreadableHeader("The header lacks fields that the contract requires: "
                + String.join(", ", fields), null).with("missing", List.copyOf(fields));
    }

    static UnreadableHeader notText(Throwable cause) {
        return new UnreadableHeader("The header is not UTF-8.", cause);
    }

    static UnreadableHeader tooLong() {
        return new UnreadableHeader("The header is longer than " + Header.LONGEST + " bytes.", null);
    }
}
