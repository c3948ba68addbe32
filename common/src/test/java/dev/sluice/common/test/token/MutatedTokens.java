package dev.sluice.common.test.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Good tokens with something changed at random: bits, characters, parts. Each of them says the seed. */
public final class MutatedTokens {

    private static final String STRANGE = "ABCXYZabcxyz019-_-_...==+/~% \"{}[]:,\\\n\u0000\u00e9\u20ac\ud83d";
    private static final int LONGEST_CUT = 40;

    private final List<String> good;
    private final Random random = Chance.random();

    private MutatedTokens(List<String> good) {
        this.good = good;
    }

    /** Of several, since parts of one are put into another. */
    public static List<Hostile> of(List<String> good, int count) {
        return new MutatedTokens(good).several(Chance.times(count));
    }

    private List<Hostile> several(int count) {
        Set<String> unchanged = Set.copyOf(good);
        return Stream.generate(this::mutated).filter(token -> !unchanged.contains(token)).limit(count)
                .map(token -> new Hostile("mutated, sluice.fuzz.seed " + Chance.SEED + ", in Base64: "
                        + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)), token))
                .toList();
    }

    private String mutated() {
        String token = any(good);
        for (int more = random.nextInt(3); more >= 0; more--) {
            token = mutated(token);
        }
        return token;
    }

    private String mutated(String token) {
        int at = random.nextInt(token.length() + 1);
        int end = Math.min(token.length(), at + random.nextInt(LONGEST_CUT));
        String before = token.substring(0, at);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> withBytesOfAPartChanged(token);
            case 3 -> before + strange() + token.substring(Math.min(token.length(), at + 1));
            case 4 -> before + strange() + token.substring(at);
            case 5 -> before + token.substring(end);
            case 6 -> before + token.substring(at, end).repeat(2) + token.substring(end);
            case 7 -> before;
            case 8 -> before + tail(any(good), at);
            default -> withAnotherPart(token);
        };
    }

    /** Still Base64url, so that what it says is what was changed. */
    private String withBytesOfAPartChanged(String token) {
        String[] parts = token.split("\\.", -1);
        int number = random.nextInt(parts.length);
        byte[] bytes = decoded(parts[number]);
        if (bytes.length > 0) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? (byte) (bytes[at] ^ 1 << random.nextInt(8))
                    : (byte) STRANGE.charAt(random.nextInt(STRANGE.length()));
            parts[number] = TokenForge.encode(bytes);
        }
        return String.join(".", parts);
    }

    private String withAnotherPart(String token) {
        String[] parts = token.split("\\.", -1);
        parts[random.nextInt(parts.length)] = any(List.of(any(good).split("\\.", -1)));
        return String.join(".", parts);
    }

    private static byte[] decoded(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        }
        catch (IllegalArgumentException alreadyStrange) {
            return new byte[0];
        }
    }

    private static String tail(String token, int from) {
        return token.substring(Math.min(from, token.length()));
    }

    private String strange() {
        return STRANGE.substring(random.nextInt(STRANGE.length())).substring(0, 1);
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
