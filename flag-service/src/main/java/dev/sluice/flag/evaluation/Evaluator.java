package dev.sluice.flag.evaluation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.sluice.flag.registry.Flag;
import dev.sluice.flag.registry.Stored;

/**
 * Answers for flags from memory: the same flags, day and environment always give the same answer. An
 * expired flag goes on answering as before, since a value that turns at midnight is an accident that nobody
 * is awake for; its metadata says that it has expired.
 */
@Component
class Evaluator {

    private final Snapshot snapshot;
    private final Environment environment;
    private final Clock clock;

    Evaluator(Snapshot snapshot, EvaluationProperties properties, Clock clock) {
        this.snapshot = snapshot;
        this.environment = properties.environment();
        this.clock = clock;
    }

    Optional<Evaluation> evaluate(String key) {
        return Optional.ofNullable(snapshot.content().byKey().get(key))
                .map(stored -> evaluate(stored, environment, today()));
    }

    /** All that answers depend on, now. Two that are equal give the same answers. */
    Basis basis() {
        return new Basis(snapshot.content(), today());
    }

    List<Evaluation> all(Basis basis) {
        return basis.content.byKey().values().stream()
                .map(stored -> evaluate(stored, environment, basis.today)).toList();
    }

    /** The flags as they were read, and the day. */
    record Basis(Snapshot.Content content, LocalDate today) {
    }

    static Evaluation evaluate(Stored stored, Environment environment, LocalDate today) {
        Flag flag = stored.flag();
        boolean on = flag.enabled() && environment.shows(flag.status());
        String variant = on ? flag.variants().on() : flag.variants().off();
        return new Evaluation(flag.key(), flag.variants().value(variant),
                on ? Evaluation.Reason.STATIC : Evaluation.Reason.DISABLED, variant,
                metadata(stored, environment, today));
    }

    private static Map<String, Object> metadata(Stored stored, Environment environment, LocalDate today) {
        Flag flag = stored.flag();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("environment", environment.text());
        metadata.put("status", flag.status().text());
        if (flag.owner() != null) {
            metadata.put("owner", flag.owner());
        }
        if (flag.expirationDate() != null) {
            metadata.put("expirationDate", flag.expirationDate().toString());
        }
        metadata.put("expired", flag.expired(today));
        metadata.put("version", stored.version());
        return metadata;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
