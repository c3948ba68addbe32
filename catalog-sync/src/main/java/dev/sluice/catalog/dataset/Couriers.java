package dev.sluice.catalog.dataset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The workers of this instance: they deliver what is due, at once when they are told of it. */
@Component
class Couriers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Couriers.class);

    /** What takes longer is cut off; its lease ends by itself. */
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Courier courier;
    private final DeliveryProperties properties;
    private final Semaphore news = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Couriers(Courier courier, DeliveryProperties properties, Deliveries deliveries, MeterRegistry meters) {
        this.courier = courier;
        this.properties = properties;
        Gauge.builder("sluice.catalog.deliveries.open", deliveries,
                all -> all.count(Delivery.State.PENDING, Delivery.State.SENT)).register(meters);
        Gauge.builder("sluice.catalog.deliveries.failed", deliveries,
                all -> all.count(Delivery.State.FAILED)).register(meters);
    }

    /** Something may be due now. */
    void tell() {
        news.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        courier.stop(false);
        for (int i = 0; i < properties.workers(); i++) {
            threads.add(Thread.ofVirtual().name("courier-" + i).start(this::work));
        }
    }

    private void work() {
        while (running) {
            try {
                if (!courier.deliverNext()) {
                    var _ = news.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
            catch (InterruptedException stopping) {
                return;
            }
            catch (RuntimeException unexpected) {
                // Such as a database that is away: the work row is still there.
                log.warn("Deliveries pause: {}", unexpected.toString());
                rest();
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(properties.poll());
        }
        catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        courier.stop(true);
        news.release(threads.size());
        for (Thread thread : threads) {
            try {
                if (!thread.join(STOP)) {
                    thread.interrupt();
                }
            }
            catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
