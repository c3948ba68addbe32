package dev.sluice.common.problem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Which parts of a request are wrong: members of the body by JSON pointer in its fragment form, as RFC 9457
 * shows it, parameters by name. No value of the request is repeated, since it may be a secret.
 */
final class InvalidParts {

    private static final Pattern STEP = Pattern.compile("[.\\[\\]]+");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private InvalidParts() {
    }

    static List<Map<String, String>> of(Errors errors) {
        List<Map<String, String>> parts = new ArrayList<>();
        for (FieldError error : errors.getFieldErrors()) {
            parts.add(member(pointer(errors.getNestedPath() + error.getField()), error.getDefaultMessage()));
        }
        errors.getGlobalErrors().forEach(error -> parts.add(member("#", error.getDefaultMessage())));
        return parts;
    }

    static List<Map<String, String>> of(HandlerMethodValidationException refused) {
        List<Map<String, String>> parts = new ArrayList<>();
        for (var result : refused.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                parts.addAll(of(body));
            }
            else {
                String name = name(result.getMethodParameter());
                result.getResolvableErrors()
                        .forEach(error -> parts.add(parameter(name, error.getDefaultMessage())));
            }
        }
        return parts;
    }

    /** As it is written in the query, which may be other than in the code. */
    private static @Nullable String name(MethodParameter parameter) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        return query == null || query.name().isEmpty() ? parameter.getParameterName() : query.name();
    }

    static List<Map<String, String>> of(HttpMessageNotReadableException refused) {
        return switch (refused.getCause()) {
            case UnrecognizedPropertyException unknown ->
                List.of(member(pointer(unknown), known(unknown.getKnownPropertyIds())));
            case MismatchedInputException wrong when !wrong.getPath().isEmpty() ->
                List.of(member(pointer(wrong), expected(wrong.getTargetType())));
            case null, default -> List.of();
        };
    }

    /** Why a body cannot be read at all, as far as the client can use it. */
    static String unreadable(HttpMessageNotReadableException refused) {
        return switch (refused.getCause()) {
            case StreamReadException broken -> {
                TokenStreamLocation at = broken.getLocation();
                yield "The body is not JSON; line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr());
            }
            case UnrecognizedPropertyException unknown -> "The body has a member that is not known here.";
            case MismatchedInputException wrong when wrong.getPath().isEmpty() ->
                "The body is JSON of another kind than is expected here.";
            case null -> "The body is missing.";
            default -> "The body cannot be read.";
        };
    }

    static Map<String, String> parameter(@Nullable String name, @Nullable String detail) {
        return Map.of("parameter", Objects.requireNonNullElse(name, "?"), "detail", text(detail));
    }

    private static Map<String, String> member(String pointer, @Nullable String detail) {
        return Map.of("pointer", pointer, "detail", text(detail));
    }

    private static String text(@Nullable String detail) {
        return Objects.requireNonNullElse(detail, "is not valid");
    }

    private static String known(@Nullable Collection<Object> names) {
        return names == null || names.isEmpty() ? "is not known" : names.stream().map(String::valueOf)
                .sorted().collect(Collectors.joining(", ", "is not known; known here: ", ""));
    }

    /** What a value should have been, in words and without a class name. */
    static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "is not valid";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(value -> ((Enum<?>) value).name())
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        if (type == UUID.class) {
            return "must be a UUID";
        }
        if (type == Instant.class) {
            return "must be a moment such as 2026-01-31T08:00:00Z, of the years 1970 to 9999";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "must be true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "must be a number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "must be text";
        }
        return "is not valid";
    }

    private static String pointer(DatabindException failure) {
        StringBuilder pointer = new StringBuilder("#");
        for (JacksonException.Reference step : failure.getPath()) {
            String name = step.getPropertyName();
            pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : escaped(name));
        }
        return pointer.toString();
    }

    /** The pointer of a property path such as {@code items[0].unitPrice}. */
    private static String pointer(String path) {
        return STEP.splitAsStream(path).filter(step -> !step.isEmpty())
                .map(step -> "/" + escaped(snake(step)))
                .collect(Collectors.joining("", "#", ""));
    }

    private static String snake(String name) {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }
}
