package dev.sluice.common.problem;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A fact that ends a request and that its caller may know. It is answered as {@code application/problem+json}
 * with the type {@code urn:sluice:problem:NAME}; clients branch on that type, so a name never changes.
 */
public abstract class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_ERRORS = 50;

    /**
     * @param name stable name of the kind of problem, lower case with hyphens, such as {@code
     *       unknown-dataset}
     * @param title what kind of problem it is, the same for each occurrence
     * @param detail what happened this time, for the caller: no secret, no internal name
     */
    protected ProblemException(HttpStatus status, String name, String title, String detail) {
        this(status, name, title, detail, null);
    }

    /** @param cause for the log only; the caller never sees it */
    protected ProblemException(HttpStatus status, String name, String title, String detail,
            @Nullable Throwable cause) {
        super(status, body(status, name, title, detail), cause);
    }

    /** Adds a member to the body, such as the decision that won. Returns the same exception, to throw. */
    public ProblemException with(String property, Object value) {
        getBody().setProperty(property, value);
        return this;
    }

    /** Adds what is wrong with which part as {@code errors}; of many, the first fifty. Returns the same. */
    public ProblemException withErrors(List<Fault> faults) {
        return with("errors", List.copyOf(faults.subList(0, Math.min(MOST_ERRORS, faults.size()))));
    }

    private static ProblemDetail body(HttpStatus status, String name, String title, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create(ProblemTypes.PREFIX + name));
        body.setTitle(title);
        return body;
    }
}
