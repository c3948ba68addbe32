package dev.sluice.common.problem;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives every problem its stable form, and writes it where no controller is at work: in filters and in the
 * container's error dispatch. A server error never says more than its correlation id.
 */
public final class Problems {

    private static final String UNREADABLE = "The request line or a header is too long, or holds a character "
            + "or an encoding that may not be there.";
    private static final String NOT_SPOKEN = "The request uses a part of HTTP that is not supported here: a "
            + "method, a Transfer-Encoding or a version.";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /**
     * Answers the request with a problem; headers that are set already stay.
     *
     * @param name the stable name of the kind of problem
     */
    public void write(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status,
            String name, String detail) throws IOException {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(ProblemTypes.uri(name));
        write(request, response, body);
    }

    /** Answers the request with a problem and the headers that it asks for. */
    public void write(HttpServletRequest request, HttpServletResponse response, ErrorResponse problem)
            throws IOException {
        problem.getHeaders().forEach((name, values) -> values.forEach(
                value -> response.addHeader(name, value)));
        write(request, response, problem.getBody());
    }

    void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail body)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] bytes = text(request, body).getBytes(StandardCharsets.UTF_8);
        response.setStatus(body.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    String text(HttpServletRequest request, ProblemDetail body) {
        return json.writeValueAsString(complete(body, path(request)));
    }

    /** Of a request that never got to a controller; which rule of HTTP it broke, only its container knows. */
    static ProblemDetail outside(HttpStatusCode status) {
        ProblemDetail body = ProblemDetail.forStatus(status);
        body.setDetail(switch (HttpStatus.resolve(status.value())) {
            case BAD_REQUEST -> UNREADABLE;
            case METHOD_NOT_ALLOWED -> "This method is not supported here.";
            case NOT_IMPLEMENTED, HTTP_VERSION_NOT_SUPPORTED -> NOT_SPOKEN;
            case null, default -> status.is5xxServerError() ? ProblemAdvice.INTERNAL : null;
        });
        return body;
    }

    /** Fills in what the raiser left open: type and title by the status, the path, the correlation id. */
    static ProblemDetail complete(ProblemDetail body, @Nullable String path) {
        HttpStatusCode status = HttpStatusCode.valueOf(body.getStatus());
        if (body.getType() == null || "about:blank".equals(body.getType().toString())) {
            body.setType(ProblemTypes.uri(ProblemTypes.of(status)));
        }
        if (body.getTitle() == null) {
            body.setTitle(ProblemTypes.title(status));
        }
        if (body.getInstance() == null && path != null) {
            body.setInstance(instance(path));
        }
        String correlation = MDC.get("correlationId");
        if (status.is5xxServerError() && correlation != null) {
            body.setProperty("correlation_id", correlation);
        }
        return body;
    }

    /** The path that the client asked for, also within an error dispatch; none if it could not be read. */
    static @Nullable String path(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original instanceof String uri ? uri : request.getRequestURI();
    }

    private static @Nullable URI instance(String path) {
        try {
            return URI.create(path);
        }
        catch (IllegalArgumentException notAnUri) {
            return null;
        }
    }
}
