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

    /** In characters. */
    private static final int LONGEST_SHOWN = 300;

    private UnreadableHeader(String detail, @Nullable Throwable cause) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, "unreadable-header", "Header does not fit", detail, cause);
    }

    static ProblemException lacks(Set<String> fields, List<String> found) {
        return new UnreadableHeader("The header lacks fields of the contract: " + String.join(", ", fields)
                + ". Its columns, between commas, are: " + shown(found), null)
                .with("missing", List.copyOf(fields));
    }

    static UnreadableHeader ambiguous(List<String> found) {
        return new UnreadableHeader("Each column needs a name of its own. Its columns, between commas, are: "
                + shown(found), null);
    }

    private static String shown(List<String> found) {
        String all = String.join(", ", found);
        return all.length() <= LONGEST_SHOWN ? all : all.substring(0, LONGEST_SHOWN) + "\u2026";
    }

    static UnreadableHeader notText(Throwable cause) {
        return new UnreadableHeader("The header is not UTF-8.", cause);
    }

    static UnreadableHeader tooLong() {
        return new UnreadableHeader("The header is longer than " + Header.LONGEST + " bytes.", null);
    }
}
