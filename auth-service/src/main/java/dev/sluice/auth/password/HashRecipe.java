package dev.sluice.auth.password;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a stored hash was made, as its own text says. */
sealed interface HashRecipe {

    /** Whether a comparison with it takes no more time and memory than a sign-in may. */
    boolean isBearable();

    /** The memory that a comparison with it takes. */
    int kibibytes();

    /** Of another system; it has seen the first 72 bytes of the password. */
    record Bcrypt(int cost) implements HashRecipe {

        private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d{2})\\$[./A-Za-z0-9]{53}");
        private static final int LEAST_COST = 4;
        private static final int MOST_COST = 13;
        private static final int KIBIBYTES = 5;

        @Override
        public boolean isBearable() {
            return cost >= LEAST_COST && cost <= MOST_COST;
        }

        @Override
        public int kibibytes() {
            return KIBIBYTES;
        }
    }

    /** Ours, or of another system that uses the string of the password hashing competition. */
    record Argon2id(int kibibytes, int iterations, int parallelism, int saltBytes, int hashBytes)
            implements HashRecipe {

        private static final Pattern FORM = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),"
                + "p=(\\d{1,9})\\$([A-Za-z0-9+/]{1,200})\\$([A-Za-z0-9+/]{1,200})");
        private static final int BASE64_BITS = 6;
        private static final int MOST_KIBIBYTES = 128 << 10;
        /** Of memory that all iterations together go over. */
        private static final long MOST_WORK = 512 << 10;
        private static final int MOST_LANES = 16;
        private static final int LEAST_KIBIBYTES_OF_A_LANE = 8;
        private static final int LEAST_SALT = 8;
        private static final int LEAST_HASH = 16;
        private static final int MOST_BYTES = 64;

        @Override
        public boolean isBearable() {
            return iterations >= 1 && parallelism >= 1 && parallelism <= MOST_LANES
                    && kibibytes >= LEAST_KIBIBYTES_OF_A_LANE * parallelism && kibibytes <= MOST_KIBIBYTES
                    && (long) kibibytes * iterations <= MOST_WORK
                    && saltBytes >= LEAST_SALT && saltBytes <= MOST_BYTES
                    && hashBytes >= LEAST_HASH && hashBytes <= MOST_BYTES;
        }

        private static int bytes(String base64) {
            return base64.length() * BASE64_BITS / Byte.SIZE;
        }
    }

    /** Empty for whatever no password is compared with. */
    static Optional<HashRecipe> of(String hash) {
        Matcher bcrypt = Bcrypt.FORM.matcher(hash);
        if (bcrypt.matches()) {
            return Optional.of(new Bcrypt(Integer.parseInt(bcrypt.group(1))));
        }
        Matcher argon2 = Argon2id.FORM.matcher(hash);
        if (argon2.matches()) {
            return Optional.of(new Argon2id(Integer.parseInt(argon2.group(1)),
                    Integer.parseInt(argon2.group(2)), Integer.parseInt(argon2.group(3)),
                    Argon2id.bytes(argon2.group(4)), Argon2id.bytes(argon2.group(5))));
        }
        return Optional.empty();
    }
}
