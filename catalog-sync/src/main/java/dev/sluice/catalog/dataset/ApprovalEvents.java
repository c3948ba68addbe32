package dev.sluice.catalog.dataset;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.common.event.EventSubscription;

/** Listens to decisions. An event is done with when its delivery is noted; Collibra may be down meanwhile. */
@Configuration(proxyBeanMethods = false)
class ApprovalEvents {

    @Bean
    EventSubscription approvals(Deliveries deliveries, Couriers couriers, Clock clock, MeterRegistry meters) {
        return new EventSubscription("sluice.decisions", "catalog-sync", event -> {
            if (!event.type().equals(Approval.TYPE)) {
                return;
            }
            if (deliveries.accept(Approval.of(event), clock.instant())) {
                couriers.tell();
            }
            else {
                meters.counter("sluice.catalog.upserts", "outcome", "skipped").increment();
            }
        });
    }
}
