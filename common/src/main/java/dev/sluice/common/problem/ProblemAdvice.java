package dev.sluice.common.problem;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

import dev.sluice.common.outage.Outages;

/** Turns whatever a controller, or Spring MVC in front of it, throws into a problem. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    /** {@code character_not_in_repertoire} and {@code untranslatable_character}. */
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** The security filters answer these; they know how to challenge the client. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToTheSecurityFilters(RuntimeException refusal) {
        throw refusal;
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unexpected(Exception failure, WebRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return null;
        }
        if (isUnstorable(failure)) {
            return invalid(failure, ProblemTypes.INVALID_REQUEST,
                    "The request holds a character that cannot be stored, such as U+0000.", List.of(),
                    new HttpHeaders(), request);
        }
        if (Outages.isOutage(failure)) {
            return away(failure, request);
        }
        log.error("{} {} failed", method(request), path(request), failure);
        HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, INTERNAL);
        return handleExceptionInternal(failure, body, new HttpHeaders(), status, request);
    }

    /** What we need is away or overloaded, so that the same may succeed soon. */
    private @Nullable ResponseEntity<Object> away(Exception failure, WebRequest request) {
        log.warn("{} {} is not available: {}", method(request), path(request),
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure)));
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "5");
        return handleExceptionInternal(
                failure, ProblemDetail.forStatusAndDetail(status, AWAY), headers, status, request);
    }

    /** A database cannot hold every character that a client can send; which, it knows best. */
    private static boolean isUnstorable(Exception failure) {
        return NestedExceptionUtils.getRootCause(failure) instanceof SQLException refused
                && UNSTORABLE.contains(String.valueOf(refused.getSQLState()));
    }

    private static final String AWAY =
            "Something that this needs does not answer at the moment. Nothing may have happened; try again.";
    static final String INTERNAL = "Something failed on our side. The correlation id finds it in our logs.";

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException refused, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return invalid(refused, ProblemTypes.INVALID_REQUEST, "The request is not valid.",
                InvalidParts.of(refused.getBindingResult()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException refused, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        if (refused.isForReturnValue()) {
            return unexpected(refused, request);
        }
        return invalid(refused, ProblemTypes.INVALID_REQUEST, "The request is not valid.",
                InvalidParts.of(refused), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException refused, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return invalid(refused, ProblemTypes.UNREADABLE_BODY, InvalidParts.unreadable(refused),
                InvalidParts.of(refused), headers, request);
    }

    /** The framework's words name its own parts. */
    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException nothing, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, "There is nothing at this path.");
        return handleExceptionInternal(nothing, body, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException refused, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        String supported = MediaType.toString(refused.getSupportedMediaTypes());
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status,
                servlet(request).getHeader(HttpHeaders.CONTENT_TYPE) == null
                ? "The body has no Content-Type; it must be " + supported + "."
                : "The Content-Type must be " + supported + ".");
        return handleExceptionInternal(refused, body, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException refused,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = refused instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName() : refused.getPropertyName();
        return invalid(refused, ProblemTypes.INVALID_PARAMETER, "A parameter is not valid.",
                List.of(InvalidParts.parameter(name, InvalidParts.expected(refused.getRequiredType()))),
                headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException refused, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return invalid(refused, ProblemTypes.INVALID_PARAMETER, "A parameter is missing.",
                List.of(InvalidParts.parameter(refused.getParameterName(), "is required")), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestPart(
            MissingServletRequestPartException refused, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return invalid(refused, ProblemTypes.INVALID_PARAMETER, "A part is missing.",
                List.of(InvalidParts.parameter(refused.getRequestPartName(), "is required")), headers,
                request);
    }

    private @Nullable ResponseEntity<Object> invalid(Exception refused, String name, String detail,
            List<Map<String, String>> errors, HttpHeaders headers, WebRequest request) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
        body.setType(ProblemTypes.uri(name));
        if (!errors.isEmpty()) {
            body.setProperty("errors", errors);
        }
        return handleExceptionInternal(refused, body, headers, HttpStatus.BAD_REQUEST, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = body instanceof ProblemDetail detail ? detail
                : ProblemDetail.forStatus(status);
        // Said here it is sent whatever the client accepts, and if nobody can read what that is.
        return ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.complete(problem, path(request)));
    }

    private static @Nullable String path(WebRequest request) {
        return Problems.path(servlet(request));
    }

    private static String method(WebRequest request) {
        return servlet(request).getMethod();
    }

    private static HttpServletRequest servlet(WebRequest request) {
        return ((ServletWebRequest) request).getRequest();
    }
}
