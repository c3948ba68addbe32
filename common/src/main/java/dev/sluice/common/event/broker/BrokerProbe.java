package dev.sluice.common.event.broker;

import java.time.Duration;

/** Asks the broker something that only a working one answers. */
@FunctionalInterface
public interface BrokerProbe {

    /** Returns when the broker has answered; anything else is thrown. */
    void check(Duration within) throws Exception;
}
