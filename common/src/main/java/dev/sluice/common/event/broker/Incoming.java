package dev.sluice.common.event.broker;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One message as a broker delivered it.
 *
 * @param position where it lies on the broker, for people who look for it
 * @param at when the broker got it
 * @param burial publishes it unchanged to the dead-letter topic with the reasons as further headers, and
 * returns
 *         when the broker has it
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
public record Incoming(@Nullable String key, byte[] body, Instant at, String position, Burial burial) {

    /** The last way out for a message that no attempt got through. */
    @FunctionalInterface
    public interface Burial {

        void bury(Map<String, String> reasons) throws Exception;
    }
}
