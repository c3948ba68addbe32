package dev.sluice.catalog.dataset;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.common.paging.Page;

@RestController
@RequestMapping(path = "/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Deliveries")
class DeliveryController {

    private final Deliveries deliveries;
    private final Couriers couriers;
    private final Clock clock;

    DeliveryController(Deliveries deliveries, Couriers couriers, Clock clock) {
        this.deliveries = deliveries;
        this.couriers = couriers;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "What was, is and could not be brought into the catalogue, the newest first")
    Page<View> list(@RequestParam(required = false) Delivery.@Nullable State state,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        Page<Delivery> found = deliveries.list(state, page, size);
        return new Page<>(found.items().stream().map(View::of).toList(), page, size, found.total());
    }

    @GetMapping("/{id}")
    @Operation(summary = "One delivery")
    View show(@PathVariable UUID id) {
        return View.of(deliveries.find(id).orElseThrow(DeliveryNotFound::new));
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Try a failed delivery again, with as many attempts as a new one has")
    View retry(@PathVariable UUID id) {
        Delivery delivery = deliveries.find(id).orElseThrow(DeliveryNotFound::new);
        if (!deliveries.reopen(id, clock.instant())) {
            throw new DeliveryNotFailed(delivery.state());
        }
        couriers.tell();
        return show(id);
    }

    /** A delivery as it is told. */
    record View(UUID id, String dataset, String jobId, Delivery.State state, Instant approvedAt, int attempts,
            @Nullable Instant nextAttemptAt, @Nullable UUID importId, @Nullable String error,
            Instant receivedAt, @Nullable Instant endedAt) {

        static View of(Delivery delivery) {
            boolean open = delivery.endedAt() == null;
            return new View(delivery.id(), delivery.dataset(), delivery.jobId(), delivery.state(),
                    delivery.approvedAt(), delivery.attempts(), open ? delivery.dueAt() : null,
                    delivery.importId(), delivery.error(), delivery.receivedAt(), delivery.endedAt());
        }
    }
}
