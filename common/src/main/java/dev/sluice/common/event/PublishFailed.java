package dev.sluice.common.event;

import org.jspecify.annotations.Nullable;

/**
 * The broker did not confirm an event in time. Whether it has the event is unknown, so a sender that must not
 * lose it sends it again.
 */
public class PublishFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PublishFailed(String topic, String eventId, @Nullable Throwable cause) {
        super("The broker did not confirm event " + eventId + " on topic " + topic
                + (cause == null ? "" : ": " + cause.getMessage()), cause);
    }
}
