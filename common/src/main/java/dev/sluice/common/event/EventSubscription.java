package dev.sluice.common.event;

import java.util.regex.Pattern;

/**
 * One group's interest in a topic: each event goes to one instance of the group. A bean of it is subscribed
 * when the application starts and drained when it stops.
 *
 * @param topic name without the configured prefix; its dead letters go to {@code <topic>.dlq}
 * @param group name of the consumer group without the configured prefix
 */
public record EventSubscription(String topic, String group, EventHandler handler) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    public EventSubscription {
        if (!NAME.matcher(topic).matches()) {
            throw new IllegalArgumentException("Not a topic name: '" + topic + "'");
        }
        if (!NAME.matcher(group).matches()) {
            throw new IllegalArgumentException("Not a group name: '" + group + "'");
        }
    }
}
