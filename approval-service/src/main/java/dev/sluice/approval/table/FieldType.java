package dev.sluice.approval.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the text of a cell is read. Types of the Table Schema that are not here, such as {@code geopoint},
 * are kept as text.
 */
enum FieldType {

    STRING("text"),

    /**
     * A decimal number, exactly as many digits as written; no group separators, no NaN, no infinity, and no
     * power of ten that a few characters make longer than any database takes.
     */
    NUMBER("a number"),
    INTEGER("an integer"),

    /** What the Table Schema takes for true and false by default. */
    BOOLEAN("true or false"),

    /** Normalised to ISO 8601; see {@link Dates}. */
    DATE("a date of the calendar"),

    /** ISO 8601 with an offset, kept as written. */
    DATETIME("a date and time with an offset");

    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "1");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "0");
    private static final int MOST_DIGITS = 1_000;

    private final String described;

    FieldType(String described) {
        this.described = described;
    }

    static FieldType of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "number" -> NUMBER;
            case "integer" -> INTEGER;
            case "boolean" -> BOOLEAN;
            case "date" -> DATE;
            case "datetime" -> DATETIME;
            default -> STRING;
        };
    }

    /** Reads text that is trimmed and not empty. */
    Cell read(String text) {
        Optional<?> value = switch (this) {
            case STRING -> Optional.of(text);
            case NUMBER -> number(text);
            case INTEGER -> integer(text);
            case BOOLEAN -> bool(text);
            case DATE -> Dates.iso(text);
            case DATETIME -> datetime(text);
        };
        return value.isPresent() ? new Cell.Value(value.get()) : new Cell.Bad("is not " + described);
    }

    private static Optional<?> number(String text) {
        try {
            return text.length() > MOST_DIGITS ? Optional.empty() : Optional.of(new BigDecimal(text))
                    .filter(number -> Math.abs((long) number.scale()) <= MOST_DIGITS);
        }
        catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<?> integer(String text) {
        try {
            return text.length() > MOST_DIGITS ? Optional.empty() : Optional.of(new BigInteger(text));
        }
        catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<?> bool(String text) {
        if (TRUE.contains(text)) {
            return Optional.of(true);
        }
        return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
    }

    private static Optional<?> datetime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toString());
        }
        catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
