package dev.sluice.common.event.broker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.event.broker.EventProperties.Retry;
import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.common.outage.Outages;

/**
 * Takes one message through its attempts, in place: the caller's next message waits, which keeps the order
 * of a key. A message is finished when its handler has returned or the dead-letter topic has it, never
 * before. What fails for an outage is no attempt: it is tried until the outage is over.
 */
public final class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);
    private static final int LONGEST_REASON = 1000;

    private final EventSubscription subscription;
    private final EventToolbox tools;
    private final Retry retry;

    Attempts(EventSubscription subscription, EventToolbox tools) {
        this.subscription = subscription;
        this.tools = tools;
        this.retry = tools.properties().retry();
    }

    /** Whether the message is finished and can be acknowledged; it is not when the stop came first. */
    public boolean finish(Incoming message, StopSignal stop) {
        Event event;
        try {
            event = tools.codec().read(message.body(), message.key(), message.at());
        }
        catch (UnreadableEvent unreadable) {
            return bury(message, 0, unreadable, stop);
        }
        int attempts = 0;
        for (int failures = 1; !stop.stopped(); failures++) {
            Throwable failure = attempt(event);
            if (failure == null) {
                return true;
            }
            if (!Outages.isOutage(failure)) {
                attempts++;
            }
            if (attempts >= retry.attempts()) {
                return bury(message, attempts, failure, stop);
            }
            Duration pause = retry.after(failures);
            log.warn("Event {} of {} failed in {} (attempts: {}), again in {}", event.id(),
                    subscription.topic(), subscription.group(), attempts, pause, failure);
            tools.meters().retried(subscription);
            stop.stoppedWithin(pause);
        }
        return false;
    }

    private @Nullable Throwable attempt(Event event) {
        try (EventContext.Scope _ = tools.context().enter(event, subscription.topic())) {
            subscription.handler().handle(event);
            tools.meters().consumed(subscription, event, tools.clock().instant());
            return null;
        }
        catch (Throwable failure) {
            return failure;
        }
    }

    /**
     * Tries until the dead-letter topic has the message: nothing may be acknowledged that is nowhere else.
     */
    private boolean bury(Incoming message, int attempts, Throwable cause, StopSignal stop) {
        Map<String, String> reasons = reasons(message, attempts, cause);
        for (int failures = 1; !stop.stopped(); failures++) {
            try {
                message.burial().bury(reasons);
                tools.meters().deadLettered(subscription);
                log.error("Message {} of {} went to the dead letters of {} after {} attempts",
                        message.position(),
                        subscription.topic(), subscription.group(), attempts, cause);
                return true;
            }
            catch (Exception unreachable) {
                log.warn("The dead letters of {} do not take a message", subscription.topic(), unreachable);
                stop.stoppedWithin(retry.after(failures));
            }
        }
        return false;
    }

    private Map<String, String> reasons(Incoming message, int attempts, Throwable cause) {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("dlq-topic", subscription.topic());
        reasons.put("dlq-group", subscription.group());
        reasons.put("dlq-position", message.position());
        reasons.put("dlq-attempts", Integer.toString(attempts));
        reasons.put("dlq-cause", cause.getClass().getName());
        String text = String.valueOf(cause.getMessage());
        reasons.put("dlq-message", text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text);
        reasons.put("dlq-at", tools.clock().instant().toString());
        return reasons;
    }
}
