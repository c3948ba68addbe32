package dev.sluice.approval.durable.history;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.approval.durable.history.HistoryEvent.OperationRef;

/** An execution's events folded to its operations, in the order in which they started. */
public final class History {

    private final Map<String, Operation> operations = new LinkedHashMap<>();

    public static History of(List<HistoryEvent> events) {
        History history = new History();
        events.forEach(history::apply);
        return history;
    }

    void apply(HistoryEvent event) {
        OperationRef ref = event.operation();
        if (ref != null) {
            operations.put(ref.id(), Operation.after(operations.get(ref.id()), ref, event));
        }
    }

    public @Nullable Operation find(String operationId) {
        return operations.get(operationId);
    }

    public Collection<Operation> operations() {
        return operations.values();
    }
}
