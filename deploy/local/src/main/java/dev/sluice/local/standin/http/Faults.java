package dev.sluice.local.standin.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * The faults that are due, the oldest first. Over HTTP: {@code GET}, {@code POST} and {@code DELETE
 * /_faults}.
 */
public final class Faults {

    static final String PATH = "/_faults";

    private final List<Fault> due = new ArrayList<>();

    public synchronized void add(Fault fault) {
        due.add(fault);
    }

    public synchronized void clear() {
        due.clear();
    }

    /** The fault that hits this request, used up by it; requests about the stand-in itself are spared. */
    synchronized Optional<Fault> next(Call call) {
        if (call.path().startsWith("/_")) {
            return Optional.empty();
        }
        for (int i = 0; i < due.size(); i++) {
            Fault fault = due.get(i);
            if (fault.hits(call)) {
                if (fault.times() == 1) {
                    due.remove(i);
                }
                else {
                    due.set(i, fault.onceLess());
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    Reply listed(Call call) {
        synchronized (this) {
            return Reply.json(200, due.stream().map(Fault::toString).toList());
        }
    }

    Reply added(Call call) {
        JsonNode body = call.json().orElseThrow(() -> new IllegalArgumentException("Not JSON"));
        add(new Fault(body.path("path").asString("/"), body.path("method").asString(""),
                body.path("status").asInt(0), body.path("retry_after").asInt(-1),
                Duration.ofMillis(body.path("delay_ms").asLong(0)), body.path("times").asInt(1),
                body.path("after").asBoolean(false)));
        return listed(call);
    }

    Reply cleared(Call call) {
        clear();
        return Reply.empty(204);
    }
}
