package dev.sluice.local.standin.collibra;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.sluice.local.standin.collibra.Resources.Job;
import dev.sluice.local.standin.collibra.Resources.Mistake;
import dev.sluice.local.standin.http.Call;
import dev.sluice.local.standin.http.Json;
import dev.sluice.local.standin.http.Multipart;
import dev.sluice.local.standin.http.Refusal;
import dev.sluice.local.standin.http.Reply;

/** Import jobs: accepted at once, carried out one after the other, their results kept. */
final class Jobs implements AutoCloseable {

    private static final UUID SOMEBODY = UUID.nameUUIDFromBytes("sluice".getBytes(StandardCharsets.UTF_8));

    private final Store store;
    private final Set<String> poison;
    private final ExecutorService queue = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final AtomicInteger accepted = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private boolean held;

    Jobs(Store store, Set<String> poison) {
        this.store = store;
        this.poison = poison;
    }

    Reply submit(Call call) {
        Map<String, byte[]> parts = Multipart.parts(call);
        byte[] file = parts.get("file");
        if (file == null) {
            throw new Refusal(Problem.reply(400, "importFileMissing", "The part 'file' is missing."));
        }
        JsonNode commands;
        try {
            commands = Json.MAPPER.readTree(file);
        }
        catch (JacksonException unreadable) {
            throw new Refusal(Problem.reply(400, "importFileInvalid", "The file is not JSON."));
        }
        boolean simulation = flag(parts, "simulation");
        boolean carryOn = flag(parts, "continueOnError");
        boolean replace = text(parts, "relationsAction").equals("REPLACE");
        Job job = new Job(UUID.randomUUID(), "WAITING", "NOT_SET", "", store.now(), 0, null, List.of());
        store.write(resources -> resources.jobs().put(job.id(), job));
        accepted.incrementAndGet();
        var _ = queue.submit(() -> carryOut(job, commands, simulation, carryOn, replace));
        return Reply.json(200, view(job));
    }

    private void carryOut(Job job, JsonNode commands, boolean simulation, boolean carryOn, boolean replace) {
        awaitRelease();
        store.write(resources -> resources.jobs().put(job.id(), new Job(job.id(), "RUNNING", "NOT_SET", "",
                job.createdOn(), 0, null, List.of())));
        store.write(resources -> {
            Resources draft = resources.copy();
            Import run = new Import(draft, poison, replace, store.now());
            run.run(commands);
            boolean clean = run.mistakes().isEmpty();
            boolean stored = clean || carryOn;
            if (stored && !simulation) {
                resources.communities().putAll(draft.communities());
                resources.domains().putAll(draft.domains());
                resources.assets().putAll(draft.assets());
                resources.relations().clear();
                resources.relations().putAll(draft.relations());
            }
            resources.jobs().put(job.id(), new Job(job.id(), stored ? "COMPLETED" : "ERROR",
                    clean ? "SUCCESS" : stored ? "COMPLETED_WITH_ERROR" : "FAILURE",
                    clean ? "Import finished." : run.mistakes().size() + " error(s)", job.createdOn(),
                    store.now(), stored ? run.tally() : Tally.empty(), List.copyOf(run.mistakes())));
        });
    }

    private void awaitRelease() {
        lock.lock();
        try {
            while (held) {
                released.awaitUninterruptibly();
            }
        }
        finally {
            lock.unlock();
        }
    }

    void hold(boolean hold) {
        lock.lock();
        try {
            held = hold;
            released.signalAll();
        }
        finally {
            lock.unlock();
        }
    }

    /** Returns when everything accepted so far has been carried out. */
    void settle() {
        Future<?> last = queue.submit(() -> { });
        try {
            last.get();
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    int accepted() {
        return accepted.get();
    }

    Reply job(Call call) {
        return Reply.json(200, view(find(call)));
    }

    Reply summary(Call call) {
        Job job = finished(call);
        Tally tally = job.tally();
        return Reply.json(200, Map.of("resourceTypes", tally == null ? List.of() : tally.resourceTypes(),
                "errorsCount", job.errors().size(), "importJobState", switch (job.result()) {
                    case "SUCCESS" -> "COMPLETED";
                    case "COMPLETED_WITH_ERROR" -> "COMPLETED_WITH_ERRORS";
                    case "ABORTED" -> "ABORTED";
                    default -> "FAILED";
                }));
    }

    Reply errors(Call call) {
        List<Map<String, Object>> errors = finished(call).errors().stream().map(Jobs::view).toList();
        return Paging.of(call).page(errors);
    }

    private static Map<String, Object> view(Mistake mistake) {
        return Map.of("errorType", mistake.errorType(), "resourceType", mistake.resourceType(),
                "errorMessage", mistake.errorMessage(),
                "command", Map.of("indices", List.of(mistake.index()), "identifier", mistake.identifier()));
    }

    private Job finished(Call call) {
        Job job = find(call);
        if (!job.finished()) {
            throw new Refusal(Problem.reply(400, "importJobNotFinished", "The import job is not finished."));
        }
        return job;
    }

    private Job find(Call call) {
        Job job = store.read().jobs().get(UUID.fromString(call.variable("id")));
        if (job == null) {
            throw new Refusal(Problem.reply(404, "jobNotFoundId", "The job does not exist."));
        }
        return job;
    }

    private static Map<String, Object> view(Job job) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", job.id());
        view.put("resourceType", "Job");
        view.put("createdBy", SOMEBODY);
        view.put("createdOn", job.createdOn());
        view.put("lastModifiedBy", SOMEBODY);
        view.put("lastModifiedOn", Math.max(job.createdOn(), job.endDate()));
        view.put("system", false);
        view.put("name", "Import");
        view.put("type", "IMPORT");
        view.put("userId", SOMEBODY);
        view.put("visibility", 0);
        view.put("progressPercentage", job.finished() ? 100.0 : 0.0);
        view.put("cancelable", false);
        view.put("startDate", job.createdOn());
        view.put("endDate", job.finished() ? job.endDate() : null);
        view.put("state", job.state());
        view.put("result", job.result());
        view.put("message", job.message());
        return view;
    }

    private static boolean flag(Map<String, byte[]> parts, String name) {
        return Boolean.parseBoolean(text(parts, name));
    }

    private static String text(Map<String, byte[]> parts, String name) {
        return new String(parts.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        hold(false);
        queue.shutdown();
    }
}
