package dev.sluice.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

/** Passwords that are guessed first: a short list, and the same few characters over and over. */
@Component
class CommonPasswords {

    /** A password made of so short a piece, repeated, is as good as the piece. */
    private static final int SHORT_PIECE = 4;

    private final Set<String> listed;

    CommonPasswords() {
        try (var in = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                CommonPasswords.class.getResourceAsStream("common-passwords.txt")),
                StandardCharsets.UTF_8))) {
            listed = in.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        }
        catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param text in lower case */
    boolean contains(String text) {
        if (listed.contains(text)) {
            return true;
        }
        int piece = period(text);
        return piece < text.length() && (piece <= SHORT_PIECE || listed.contains(text.substring(0, piece)));
    }

    /** Length of the shortest piece of which the text is made by repetition, the last one cut if need be. */
    private static int period(String text) {
        for (int period = 1; period < text.length(); period++) {
            if (text.regionMatches(period, text, 0, text.length() - period)) {
                return period;
            }
        }
        return text.length();
    }
}
