package dev.sluice.catalog.dataset;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.sluice.catalog.work.Workers;
import dev.sluice.common.lifecycle.StopSignal;

/** The workers of this instance: they deliver what is due, at once when they are told of it. */
@Component
class Couriers implements SmartLifecycle {

    private final Courier courier;
    private final Workers workers;

    Couriers(Courier courier, DeliveryProperties properties, Deliveries deliveries, MeterRegistry meters) {
        this.courier = courier;
        this.workers = new Workers("courier", properties.workers(), properties.poll(), courier::deliverNext);
        Gauge.builder("sluice.catalog.deliveries.open", deliveries,
                all -> all.count(Delivery.State.PENDING, Delivery.State.SENT)).register(meters);
        Gauge.builder("sluice.catalog.deliveries.failed", deliveries,
                all -> all.count(Delivery.State.FAILED)).register(meters);
    }

    /** Something may be due now. */
    void tell() {
        workers.tell();
    }

    @Override
    public void start() {
        StopSignal stopping = new StopSignal();
        courier.heed(stopping);
        workers.start(stopping);
    }

    @Override
    public void stop() {
        workers.stop();
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
