package dev.sluice.common.event.broker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.springframework.context.SmartLifecycle;

import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.EventSubscription;

/**
 * The subscriptions of this application while it runs. They start last and stop first: handlers that still
 * run find database, HTTP clients and the bus itself working.
 */
class RunningSubscriptions implements SmartLifecycle {

    private final EventBus bus;
    private final List<EventSubscription> subscriptions;
    private final List<EventBus.Delivery> running = new ArrayList<>();

    RunningSubscriptions(EventBus bus, List<EventSubscription> subscriptions) {
        this.bus = bus;
        this.subscriptions = subscriptions;
        Set<String> names = new HashSet<>();
        for (EventSubscription each : subscriptions) {
            if (!names.add(each.topic() + " " + each.group())) {
                throw new IllegalStateException("Two handlers of one group would share the events of topic "
                        + each.topic() + ": group " + each.group());
            }
        }
    }

    @Override
    public synchronized void start() {
        subscriptions.forEach(each -> running.add(bus.subscribe(each)));
    }

    @Override
    public synchronized void stop() {
        CompletableFuture<?>[] closing = running.stream()
                .map(each -> CompletableFuture.runAsync(each::close, Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        running.clear();
        CompletableFuture.allOf(closing).join();
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isEmpty();
    }
}
