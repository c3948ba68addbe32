package dev.sluice.common.test.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is tried by chance: a part of all that could be, so that it takes no time, and another part in the
 * next build. {@code -Dsluice.fuzz.factor=20} tries twenty times as much, {@code -Dsluice.fuzz.seed=…}
 * what was tried before.
 */
public final class Chance {

    static final long SEED = Long.getLong("sluice.fuzz.seed", System.nanoTime());

    private static final int FACTOR = Integer.getInteger("sluice.fuzz.factor", 1);

    private Chance() {
    }

    /** That many of them, or all. */
    public static List<Hostile> some(int count, Collection<Hostile> all) {
        List<Hostile> some = new ArrayList<>(all);
        Collections.shuffle(some, random());
        return List.copyOf(some.subList(0, Math.min(times(count), some.size())));
    }

    static Random random() {
        return new Random(SEED);
    }

    static int times(int count) {
        return count * FACTOR;
    }
}
