package dev.sluice.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

/**
 * Passwords that are guessed first: a short list, a word of it with little added, and the same few characters
 * over and over. Programs that guess begin with a word too, and go on with digits, signs and other words.
 */
@Component
class CommonPasswords {

    /** What cannot be guessed has to have as many characters as the shortest password anywhere. */
    private static final int ENOUGH = PasswordProperties.LEAST_LENGTH;
    private static final int SHORTEST_RUN = 4;
    private static final List<String> KEYS = List.of("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl",
            "zxcvbnm");
    private static final String SIGNS = "@4310!$57";
    private static final String LETTERS = "aaeioisst";

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

    /**
     * Whether so little is left without what can be guessed, where each different piece of that counts as one
     * character, and a digit or a sign beside it as half of one. A password made of one short piece,
     * repeated, is as good as the piece.
     *
     * @param text in lower case
     * @param personal words that belong to the person, in lower case
     */
    boolean contain(String text, Set<String> personal) {
        if (period(text) < ENOUGH) {
            return true;
        }
        String read = lettersForSigns(text);
        Set<String> pieces = new HashSet<>();
        double left = 0;
        int at = 0;
        while (at < text.length()) {
            int piece = Math.max(run(text, at), Math.max(word(text, read, at, listed),
                    word(text, read, at, personal)));
            if (piece > 0) {
                pieces.add(read.substring(at, at + piece));
                at += piece;
            }
            else {
                int point = text.codePointAt(at);
                left += isDigitOrSign(point) ? 0.5 : 1;
                at += Character.charCount(point);
            }
        }
        return !pieces.isEmpty() && pieces.size() + left < ENOUGH;
    }

    /** Length of the longest of these words that begins there; 0 if none does. */
    private static int word(String text, String read, int at, Set<String> words) {
        return words.stream().filter(word -> text.startsWith(word, at) || read.startsWith(word, at))
                .mapToInt(String::length).max().orElse(0);
    }

    /** Length of the row of equal characters or of neighbours that begins there; 0 if it is a short one. */
    private static int run(String text, int at) {
        int longest = run(text, at, character -> character);
        for (String keys : KEYS) {
            longest = Math.max(longest, run(text, at, keys::indexOf));
        }
        return longest < SHORTEST_RUN ? 0 : longest;
    }

    private static int run(String text, int at, IntUnaryOperator place) {
        int end = at + 1;
        int step = 0;
        while (end < text.length()) {
            int before = place.applyAsInt(text.charAt(end - 1));
            int here = place.applyAsInt(text.charAt(end));
            if (before < 0 || here < 0 || Math.abs(here - before) > 1
                    || (end > at + 1 && here - before != step)) {
                break;
            }
            step = here - before;
            end++;
        }
        return end - at;
    }

    /** As somebody reads it who means a word: {@code p@ssw0rd}. It is of the same length. */
    private static String lettersForSigns(String text) {
        StringBuilder read = new StringBuilder(text);
        for (int at = 0; at < read.length(); at++) {
            int sign = SIGNS.indexOf(read.charAt(at));
            if (sign >= 0) {
                read.setCharAt(at, LETTERS.charAt(sign));
            }
        }
        return read.toString();
    }

    private static boolean isDigitOrSign(int point) {
        return Character.isDigit(point) || (point < 128 && !Character.isLetter(point));
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
