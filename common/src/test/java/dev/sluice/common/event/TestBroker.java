package dev.sluice.common.event;

import java.util.List;
import java.util.Map;

/** A broker, and what a test does with it behind the back of an event bus. */
public interface TestBroker {

    /** What points an application at it. */
    List<String> settings();

    /** What points an application at a port where nothing listens. */
    List<String> nothing();

    /** Puts bytes on a topic that no event bus wrote. */
    void putRaw(String topic, String key, byte[] body, Map<String, String> headers) throws Exception;

    /** The first message that is not older than the topic. */
    Letter first(String topic) throws Exception;

    /** How many messages of a topic a group has acknowledged. */
    long acknowledged(String topic, String group) throws Exception;

    /** A message as the broker has it. */
    record Letter(String key, String body, Map<String, String> headers) {
    }
}
