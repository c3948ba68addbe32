package dev.sluice.auth.audit;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as whoever saw it tells it; when and from where is added by the trail.
 *
 * @param actor who did it: an account's UUID or a client's id; null for whoever's token the request carries,
 *        and without one for the service itself or somebody unknown
 * @param subject whom or what it is about
 * @param client the client that it was done with or that it is about
 */
public record AuditEvent(AuditType type, @Nullable String actor, @Nullable String subject,
        @Nullable String client, SortedMap<String, String> detail) {

    public AuditEvent {
        detail = Collections.unmodifiableSortedMap(new TreeMap<>(detail));
    }

    public static AuditEvent of(AuditType type) {
        return new AuditEvent(type, null, null, null, Collections.emptySortedMap());
    }

    public AuditEvent by(Object actor) {
        return new AuditEvent(type, actor.toString(), subject, client, detail);
    }

    public AuditEvent about(Object subject) {
        return new AuditEvent(type, actor, subject.toString(), client, detail);
    }

    public AuditEvent client(String client) {
        return new AuditEvent(type, actor, subject, client, detail);
    }

    public AuditEvent with(AuditField field, Object value) {
        SortedMap<String, String> more = new TreeMap<>(detail);
        more.put(field.word(), value.toString());
        return new AuditEvent(type, actor, subject, client, more);
    }

    /** Words in their order, with a space between them. */
    public AuditEvent with(AuditField field, Collection<String> words) {
        return with(field, String.join(" ", words.stream().sorted().toList()));
    }
}
