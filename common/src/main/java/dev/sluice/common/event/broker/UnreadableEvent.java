package dev.sluice.common.event.broker;

/** A message that is not a CloudEvent in structured JSON; to deliver it again would not help. */
public class UnreadableEvent extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableEvent(String reason, Throwable cause) {
        super(reason, cause);
    }
}
