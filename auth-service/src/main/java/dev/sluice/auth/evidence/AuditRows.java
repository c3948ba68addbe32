package dev.sluice.auth.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

import dev.sluice.auth.audit.AuditRow;
import dev.sluice.auth.audit.Head;

/** The trail as the database has it. */
@Component
class AuditRows {

    // Whoever owns the tables can let columns be null that are not; nothing was ever hashed from these words.
    private static final String COLUMNS = """
            select sequence, coalesce(at, '-infinity') as at, coalesce(type, '') as type,
                   coalesce(outcome, '') as outcome, actor, subject, client_id, network, correlation,
                   coalesce(detail::text, '') as detail, coalesce(previous, '') as previous,
                   coalesce(hash, '') as hash
              from audit_event
            """;
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() { };
    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;

    AuditRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What rows must be like; what is null does not count.
     *
     * @param from the first moment
     * @param to the first moment no longer
     * @param before the rows have lower sequences
     */
    record Filter(@Nullable String type, @Nullable String outcome, @Nullable String actor,
            @Nullable String subject, @Nullable String client, @Nullable String network,
            @Nullable Instant from, @Nullable Instant to, @Nullable Long before) {
    }

    /** A head and what is said to be its signature. */
    record Signed(Head head, String signature) {
    }

    /** The newest first. */
    List<AuditRow> find(Filter filter, int size) {
        return jdbc.sql(COLUMNS + """
                 where (:before::bigint is null or sequence < :before)
                   and (:type::text is null or type = :type)
                   and (:outcome::text is null or outcome = :outcome)
                   and (:actor::text is null or actor = :actor)
                   and (:subject::text is null or subject = :subject)
                   and (:client::text is null or client_id = :client)
                   and (:network::text is null or network = :network)
                   and (:from::timestamptz is null or at >= :from)
                   and (:to::timestamptz is null or at < :to)
                 order by sequence desc limit :size""")
                .param("before", filter.before()).param("type", filter.type())
                .param("outcome", filter.outcome()).param("actor", filter.actor())
                .param("subject", filter.subject()).param("client", filter.client())
                .param("network", filter.network()).param("from", utc(filter.from()))
                .param("to", utc(filter.to())).param("size", size)
                .query((row, number) -> row(row)).list();
    }

    /**
     * Gives the rows after one and up to another, in order, and each signed head after its row. It reads page
     * by page, so that a slow reader holds no connection.
     */
    void each(long after, long last, Consumer<AuditRow> row, Consumer<String> signed) {
        long at = after;
        for (List<AuditRow> page = page(at, last); !page.isEmpty(); page = page(at, last)) {
            NavigableMap<Long, String> heads = checkpoints(at, page.getLast().sequence());
            for (AuditRow each : page) {
                row.accept(each);
                NavigableMap<Long, String> due = heads.headMap(each.sequence(), true);
                due.values().forEach(signed);
                due.clear();
            }
            at = page.getLast().sequence();
        }
        checkpoints(at, last).values().forEach(signed);
    }

    private List<AuditRow> page(long after, long last) {
        return jdbc.sql(COLUMNS + """
                 where sequence > :after and sequence <= :last order by sequence limit :size""")
                .param("after", after).param("last", last).param("size", PAGE)
                .query((row, number) -> row(row)).list();
    }

    private NavigableMap<Long, String> checkpoints(long after, long last) {
        NavigableMap<Long, String> heads = new TreeMap<>();
        jdbc.sql("""
                select sequence, coalesce(signed, '') as signed from audit_checkpoint
                where sequence > :after and sequence <= :last""")
                .param("after", after).param("last", last)
                .query(row -> {
                    heads.put(row.getLong("sequence"), row.getString("signed"));
                });
        return heads;
    }

    Head head() {
        return jdbc.sql("""
                select sequence, coalesce(hash, '') from audit_event order by sequence desc limit 1""")
                .query((row, number) -> new Head(row.getLong(1), row.getString(2))).optional()
                .orElse(Head.NONE);
    }

    /** What a head says that it follows. */
    Head before(Head head) {
        return jdbc.sql("select previous from audit_event where sequence = :sequence")
                .param("sequence", head.sequence()).query(String.class).optional()
                .map(previous -> new Head(head.sequence() - 1, previous)).orElse(Head.NONE);
    }

    /** The head that is said to be signed last, and the signature. */
    Optional<Signed> signed() {
        return jdbc.sql("""
                select sequence, coalesce(hash, ''), coalesce(signed, '') from audit_checkpoint
                order by sequence desc limit 1""")
                .query((row, number) ->
                        new Signed(new Head(row.getLong(1), row.getString(2)), row.getString(3))).optional();
    }

    /** Keeps a signed head; another instance may have been faster. */
    void keep(Head head, String signed) {
        jdbc.sql("""
                insert into audit_checkpoint (sequence, hash, signed) values (:sequence, :hash, :signed)
                on conflict do nothing""")
                .param("sequence", head.sequence()).param("hash", head.hash()).param("signed", signed)
                .update();
    }

    private AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(row.getLong("sequence"), row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("type"), row.getString("outcome"), row.getString("actor"),
                row.getString("subject"), row.getString("client_id"), row.getString("network"),
                row.getString("correlation"), detail(row.getString("detail")), row.getString("previous"),
                row.getString("hash"));
    }

    /** As strictly as a line of an export, so that both tell the same rows apart. */
    private static SortedMap<String, String> detail(String text) {
        try {
            return Objects.requireNonNull(AuditLine.JSON.readValue(text, TEXTS));
        }
        catch (JacksonException | NullPointerException unreadable) {
            return AuditRow.unreadable(text);
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
