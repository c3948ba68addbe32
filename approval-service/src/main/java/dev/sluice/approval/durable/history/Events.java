package dev.sluice.approval.durable.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.history.HistoryEvent.OperationRef;

import static java.util.Objects.requireNonNull;

/** The events' rows: inserted and read, never updated or deleted. */
record Events(JdbcClient jdbc, JsonMapper json) {

    void insert(UUID executionId, int firstId, List<HistoryEvent> events) {
        int eventId = firstId;
        for (HistoryEvent event : events) {
            OperationRef ref = event.operation();
            jdbc.sql("""
                    insert into execution_event (execution_id, event_id, type, operation_id, parent_id,
                                                 operation_type, sub_type, name, at, details)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))""")
                    .params(row(executionId, eventId++, event, ref))
                    .update();
        }
    }

    List<HistoryEvent> after(UUID executionId, int eventId) {
        return jdbc.sql("""
                select type, operation_id, parent_id, operation_type, sub_type, name, at, details
                from execution_event where execution_id = ? and event_id > ? order by event_id""")
                .params(executionId, eventId)
                .query((row, n) -> read(row))
                .list();
    }

    private List<@Nullable Object> row(UUID id, int eventId, HistoryEvent event, @Nullable OperationRef ref) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(id);
        values.add(eventId);
        values.add(event.type().wireName());
        values.add(ref == null ? null : ref.id());
        values.add(ref == null ? null : ref.parentId());
        values.add(ref == null ? null : ref.type().name());
        values.add(ref == null ? null : ref.subType());
        values.add(ref == null ? null : ref.name());
        values.add(Executions.utc(event.at()));
        values.add(json.writeValueAsString(event.details()));
        return values;
    }

    private HistoryEvent read(ResultSet row) throws SQLException {
        String operationId = row.getString("operation_id");
        OperationRef ref = operationId == null ? null : new OperationRef(
                operationId,
                row.getString("parent_id"),
                OperationType.valueOf(row.getString("operation_type")),
                row.getString("sub_type"),
                row.getString("name"));
        return new HistoryEvent(
                EventType.of(row.getString("type")),
                ref,
                requireNonNull(row.getObject("at", OffsetDateTime.class)).toInstant(),
                json.readValue(row.getString("details"), Details.class));
    }
}
