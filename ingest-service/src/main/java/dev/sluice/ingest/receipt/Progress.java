package dev.sluice.ingest.receipt;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventSubscription;

/**
 * Moves receipts by what is seen on the topics. That an event was published is believed when it came back
 * from the broker, and not before.
 */
@Configuration(proxyBeanMethods = false)
class Progress {

    private final Receipts receipts;
    private final ReceiptMetrics metrics;
    private final Clock clock;

    Progress(Receipts receipts, ReceiptMetrics metrics, Clock clock) {
        this.receipts = receipts;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Bean
    EventSubscription ownDocuments() {
        return new EventSubscription("sluice.documents", "ingest-receipts", this::document);
    }

    @Bean
    EventSubscription decisions() {
        return new EventSubscription("sluice.decisions", "ingest-receipts", this::decision);
    }

    private void document(Event event) {
        if (event.type().equals("dev.sluice.document.received.v1")) {
            move(event, State.PUBLISHED);
        }
    }

    private void decision(Event event) {
        switch (event.type()) {
            case "dev.sluice.document.approved.v1" -> move(event, State.APPROVED);
            case "dev.sluice.document.rejected.v1" -> move(event, State.REJECTED);
            case "dev.sluice.document.expired.v1" -> move(event, State.EXPIRED);
            case "dev.sluice.document.failed.v1" -> move(event, State.FAILED);
            default -> {
                // A kind of decision that came after this version says nothing about a receipt.
            }
        }
    }

    /** Others may write to the topics as well: what names no receipt of ours changes nothing. */
    private void move(Event event, State next) {
        String archived = event.data().path("archive_key").asString("");
        id(event.subject())
                .filter(id -> receipts.move(id, next, archived.isEmpty() ? null : archived, clock.instant()))
                .ifPresent(moved -> metrics.entered(next));
    }

    private static Optional<UUID> id(@Nullable String subject) {
        try {
            return subject == null ? Optional.empty() : Optional.of(UUID.fromString(subject));
        }
        catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
