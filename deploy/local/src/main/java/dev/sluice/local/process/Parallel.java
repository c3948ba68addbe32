package dev.sluice.local.process;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Does one thing to several at the same time. */
public final class Parallel {

    private Parallel() {}

    /** Returns when all are done; then the first failure is thrown, with the others suppressed in it. */
    public static <T> void forEach(Collection<T> things, Consumer<T> action) {
        forEach(things, Math.max(1, things.size()), action);
    }

    /** The same, in the collection's order, with no more than that many at a time. */
    public static <T> void forEach(Collection<T> things, int atATime, Consumer<T> action) {
        RuntimeException failure = null;
        // Platform threads: each of them mostly waits for a process, which pins a virtual one.
        try (ExecutorService executor = Executors.newFixedThreadPool(atATime)) {
            List<? extends Future<?>> all =
                    things.stream().map(thing -> executor.submit(() -> action.accept(thing))).toList();
            for (Future<?> one : all) {
                RuntimeException failed = failureOf(one);
                if (failure == null) {
                    failure = failed;
                }
                else if (failed != null) {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException failureOf(Future<?> future) {
        try {
            future.get();
            return null;
        }
        catch (ExecutionException e) {
            return e.getCause() instanceof RuntimeException known
                    ? known : new IllegalStateException(e.getCause());
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServerFailed("The wait for the servers was interrupted.", e);
        }
    }
}
