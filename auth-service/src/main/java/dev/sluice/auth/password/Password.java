package dev.sluice.auth.password;

import java.text.Normalizer;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * A password as somebody typed it, in the form NFKC so that the same characters are the same password on
 * every keyboard. It is never cut and never shown: its text leaves this package only as a hash.
 */
public final class Password {

    /** Whatever is longer cannot be a password here; it is not even normalised, which costs time. */
    static final int LONGEST_INPUT = 1_024;

    private final String typed;
    private final String text;

    private Password(String typed, String text) {
        this.typed = typed;
        this.text = text;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Password of(String typed) {
        return new Password(typed, typed.length() > LONGEST_INPUT ? typed
                : Normalizer.normalize(typed, Normalizer.Form.NFKC));
    }

    /** Whether it is too long to be anybody's password. */
    boolean overlong() {
        return text.length() > LONGEST_INPUT;
    }

    /** Whether it is text. Half a surrogate pair has no bytes in UTF-8, so it cannot be hashed as it is. */
    boolean wellFormed() {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /** What some keyed hash makes of it; empty for what cannot be anybody's password. */
    public <T> Optional<T> keyed(Function<String, T> hash) {
        return overlong() || !wellFormed() ? Optional.empty() : Optional.of(hash.apply(text));
    }

    int codePoints() {
        return text.codePointCount(0, text.length());
    }

    String text() {
        return text;
    }

    /** As another system has seen it, which knew nothing of our form. */
    String typed() {
        return typed;
    }

    /** Whether it was typed alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Password password && typed.equals(password.typed);
    }

    @Override
    public int hashCode() {
        return typed.hashCode();
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
