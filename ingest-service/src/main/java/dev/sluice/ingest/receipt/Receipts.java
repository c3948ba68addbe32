package dev.sluice.ingest.receipt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.common.paging.Page;

/** Every receipt that was given. */
@Repository
public class Receipts {

    private static final String MATCHING = """
            where (cast(:submitter as text) is null or submitter = :submitter)
              and (cast(:dataset as text) is null or dataset = :dataset)
              and (cast(:state as text) is null or state = :state)
            """;

    private final JdbcClient db;

    Receipts(JdbcClient db) {
        this.db = db;
    }

    /**
     * Adds a receipt to the running transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the submitter's key has a receipt already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Receipt receipt) {
        Receipt.Event first = receipt.events().getFirst();
        db.sql("""
                insert into receipt (id, state, dataset, object_key, size, sha256, submitter,
                    idempotency_key, received_at)
                values (:id, :state, :dataset, :objectKey, :size, :sha256, :submitter, :key, :at)""")
                .param("id", receipt.id()).param("state", receipt.state().name())
                .param("dataset", receipt.dataset()).param("objectKey", receipt.objectKey())
                .param("size", receipt.size()).param("sha256", receipt.sha256())
                .param("submitter", receipt.submitter()).param("key", receipt.idempotencyKey())
                .param("at", first.at().atOffset(ZoneOffset.UTC)).update();
        enter(receipt.id(), first.state(), first.at());
    }

    /** The receipt that the submitter's key stands for. */
    public Optional<Receipt> find(String submitter, String idempotencyKey) {
        return db.sql("select * from receipt where submitter = :submitter and idempotency_key = :key")
                .param("submitter", submitter).param("key", idempotencyKey)
                .query(Receipts::receipt).optional().map(this::withEvents);
    }

    Optional<Receipt> find(UUID id) {
        return db.sql("select * from receipt where id = :id").param("id", id)
                .query(Receipts::receipt).optional().map(this::withEvents);
    }

    /** Receipts, newest first; what is null does not matter. */
    Page<Receipt> page(@Nullable String submitter, @Nullable String dataset, @Nullable State state, int page,
            int size) {
        String stateName = state == null ? null : state.name();
        long total = db.sql("select count(*) from receipt " + MATCHING).param("submitter", submitter)
                .param("dataset", dataset).param("state", stateName).query(Long.class).single();
        List<Receipt> found = db.sql("select * from receipt " + MATCHING
                + "order by received_at desc, id limit :size offset :start").param("submitter", submitter)
                .param("dataset", dataset).param("state", stateName).param("size", size)
                .param("start", (long) page * size).query(Receipts::receipt).list();
        return new Page<>(withEvents(found), page, size, total);
    }

    /**
     * Moves the receipt forward; one that is there or further already, or unknown, stays as it is. A decision
     * tells that the event was published, should that news still be on its way.
     *
     * @param objectKey where the document is now; null if it is where it was
     * @return whether it moved
     */
    @Transactional
    boolean move(UUID id, State next, @Nullable String objectKey, Instant at) {
        Optional<State> present = db.sql("select state from receipt where id = :id for update")
                .param("id", id).query(String.class).optional().map(State::valueOf);
        if (present.isEmpty() || !present.get().before(next)) {
            return false;
        }
        if (present.get().before(State.PUBLISHED) && State.PUBLISHED.before(next)) {
            enter(id, State.PUBLISHED, at);
        }
        db.sql("""
                update receipt set state = :state, object_key = coalesce(:objectKey, object_key)
                where id = :id""")
                .param("state", next.name()).param("objectKey", objectKey).param("id", id).update();
        enter(id, next, at);
        return true;
    }

    /** How many receipts are in a state that does not last. */
    long count(State open) {
        return db.sql("""
                select count(*) from receipt where state in ('RECEIVED', 'PUBLISHED') and state = :state""")
                .param("state", open.name()).query(Long.class).single();
    }

    private void enter(UUID id, State state, Instant at) {
        db.sql("insert into receipt_event (receipt_id, state, at) values (:id, :state, :at)")
                .param("id", id).param("state", state.name()).param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Receipt withEvents(Receipt receipt) {
        return withEvents(List.of(receipt)).getFirst();
    }

    private List<Receipt> withEvents(List<Receipt> receipts) {
        if (receipts.isEmpty()) {
            return receipts;
        }
        Map<UUID, List<Entered>> events = db.sql("""
                select * from receipt_event where receipt_id in (:ids)
                order by receipt_id, state <> 'RECEIVED', state <> 'PUBLISHED'""")
                .param("ids", receipts.stream().map(Receipt::id).toList())
                .query(Receipts::entered).list().stream().collect(Collectors.groupingBy(Entered::receipt));
        return receipts.stream().map(receipt -> new Receipt(receipt.id(), receipt.state(), receipt.dataset(),
                receipt.objectKey(), receipt.size(), receipt.sha256(), receipt.submitter(),
                receipt.idempotencyKey(), events.getOrDefault(receipt.id(), List.of()).stream()
                        .map(Entered::event).toList())).toList();
    }

    private record Entered(UUID receipt, Receipt.Event event) {
    }

    private static Entered entered(ResultSet row, int index) throws SQLException {
        return new Entered(row.getObject("receipt_id", UUID.class), new Receipt.Event(
                State.valueOf(row.getString("state")),
                row.getObject("at", OffsetDateTime.class).toInstant()));
    }

    private static Receipt receipt(ResultSet row, int index) throws SQLException {
        return new Receipt(row.getObject("id", UUID.class), State.valueOf(row.getString("state")),
                row.getString("dataset"), row.getString("object_key"), row.getLong("size"),
                row.getString("sha256"), row.getString("submitter"),
                row.getString("idempotency_key"), List.of());
    }
}
