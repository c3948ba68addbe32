package dev.sluice.common.outbox;

import java.io.Serial;

import org.springframework.util.unit.DataSize;

/** No broker would take the event, so it must not be committed: it would hold up its key for ever. */
public class EventTooLarge extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    EventTooLarge(String eventId, long size, DataSize largest) {
        super("Event " + eventId + " has " + size + " bytes, more than " + largest.toBytes());
    }
}
