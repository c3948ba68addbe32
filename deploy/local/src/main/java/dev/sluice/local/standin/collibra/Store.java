package dev.sluice.local.standin.collibra;

import java.util.List;
import java.util.function.Consumer;

import dev.sluice.local.standin.collibra.Resources.Job;
import dev.sluice.local.standin.http.StateFile;

/** The resources in memory and on disk. A change is seen when it is on disk. */
final class Store {

    private final StateFile<Resources> file;
    private Resources current;

    Store(StateFile<Resources> file) {
        this.file = file;
        this.current = file.load().orElseGet(Resources::none).copy();
        current.jobs().replaceAll((_, job) -> job.finished() ? job
                : new Job(job.id(), "ERROR", "ABORTED", "Cut off by a restart", job.createdOn(), now(), null,
                        List.of()));
    }

    synchronized Resources read() {
        return current.copy();
    }

    synchronized void write(Consumer<Resources> change) {
        Resources next = current.copy();
        change.accept(next);
        file.save(next);
        current = next;
    }

    long now() {
        return System.currentTimeMillis();
    }
}
