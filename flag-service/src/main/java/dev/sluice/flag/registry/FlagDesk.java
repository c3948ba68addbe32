package dev.sluice.flag.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.problem.Fault;
import dev.sluice.flag.history.Action;
import dev.sluice.flag.history.Changes;

/**
 * Changes flags: each change checked against what the caller expects, noted in the history in the same
 * transaction, and an end date never moved further away without a reason.
 */
@Service
class FlagDesk {

    private static final int LONGEST_REASON = 1000;

    private final Flags flags;
    private final Changes changes;
    private final Clock clock;

    FlagDesk(Flags flags, Changes changes, Clock clock) {
        this.flags = flags;
        this.changes = changes;
        this.clock = clock;
    }

    /** What an import did, by number of flags. */
    record Imported(int created, int changed, int unchanged) {
    }

    /** A flag as it is now, and whether there was none before. */
    record Saved(Stored flag, boolean created) {
    }

    /** Makes the flag what it is to be; whoever does so by hand gives it an owner and an end ahead. */
    @Transactional
    Saved put(String key, Wanted body, Condition condition, Actor actor) {
        Stored present = flags.find(key).orElse(null);
        condition.check(present);
        List<Fault> faults = new ArrayList<>();
        Flag wanted = Entry.read(body.entry(key, present), "#", faults)
                .orElseThrow(() -> new InvalidFlag(faults));
        String reason = body.reason();
        complete(wanted, present, faults);
        requireReason(wanted, present, reason, "#/reason", faults);
        if (reason != null && !Entry.isText(reason, LONGEST_REASON)) {
            faults.add(new Fault("#/reason", "must be text of at most " + LONGEST_REASON + " characters"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidFlag(faults);
        }
        return new Saved(save(wanted, present, reason, actor), present == null);
    }

    private void complete(Flag wanted, @Nullable Stored present, List<Fault> faults) {
        if (wanted.description() == null) {
            faults.add(new Fault("#/description", "must say what the flag is for"));
        }
        if (wanted.owner() == null) {
            faults.add(new Fault("#/owner", "must say who answers for the flag"));
        }
        LocalDate end = wanted.expirationDate();
        if (end == null) {
            faults.add(new Fault("#/expiration_date", "must say when the flag will be gone"));
        }
        else if (wanted.expired(today())
                && (present == null || !end.equals(present.flag().expirationDate()))) {
            faults.add(new Fault("#/expiration_date", "must not be in the past"));
        }
    }

    @Transactional
    void delete(String key, Condition condition, @Nullable String reason, Actor actor) {
        Stored present = flags.find(key).orElseThrow(FlagNotFound::new);
        condition.check(present);
        if (!flags.delete(key, present.version())) {
            throw new FlagChangedMeanwhile();
        }
        changes.add(key, present.version(), Action.DELETED, actor, now(), reason,
                RegistryJson.write(present.flag().entry()), null);
    }

    /** Takes over all flags or none. Flags that the registry does not name stay as they are. */
    @Transactional
    Imported take(List<Flag> registry, @Nullable String reason, Actor actor) {
        flags.lock();
        Map<String, Stored> present = new HashMap<>();
        flags.all().forEach(stored -> present.put(stored.flag().key(), stored));
        List<Fault> faults = new ArrayList<>();
        for (int place = 0; place < registry.size(); place++) {
            Flag flag = registry.get(place);
            requireReason(flag, present.get(flag.key()), reason, "#/" + place + "/expiration_date", faults);
        }
        if (!faults.isEmpty()) {
            throw new InvalidFlag(faults);
        }
        int created = 0;
        int changed = 0;
        for (Flag flag : registry) {
            Stored old = present.get(flag.key());
            if (old == null) {
                created++;
                save(flag, null, reason, actor);
            }
            else if (!old.flag().entry().equals(flag.entry())) {
                changed++;
                save(flag, old, reason, actor);
            }
        }
        flags.order(registry.stream().map(Flag::key).toList());
        return new Imported(created, changed, registry.size() - created - changed);
    }

    private static void requireReason(Flag wanted, @Nullable Stored present, @Nullable String reason,
            String pointer, List<Fault> faults) {
        if (present != null && wanted.extendsEndOf(present.flag()) && (reason == null || reason.isBlank())) {
            faults.add(new Fault(pointer, "must come with a reason, as the flag's end moves further away"));
        }
    }

    private Stored save(Flag flag, @Nullable Stored old, @Nullable String reason, Actor actor) {
        Instant now = now();
        long version = flags.nextVersion();
        Instant statusSince = old != null && old.flag().status() == flag.status() ? old.statusSince() : now;
        int extensions = old == null ? 0 : old.extensions() + (flag.extendsEndOf(old.flag()) ? 1 : 0);
        Stored saved = new Stored(flag, version, statusSince, extensions,
                old == null ? now : old.createdAt(), now, actor.name());
        if (!(old == null ? flags.insert(saved) : flags.update(saved, old.version()))) {
            throw new FlagChangedMeanwhile();
        }
        changes.add(flag.key(), version, old == null ? Action.CREATED : Action.CHANGED, actor, now, reason,
                old == null ? null : RegistryJson.write(old.flag().entry()),
                RegistryJson.write(flag.entry()));
        return saved;
    }

    /** As exact as the database keeps it, so that an answer says the same before and after. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
