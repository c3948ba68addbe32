package dev.sluice.common.outbox;

import javax.sql.DataSource;

import org.springframework.util.unit.DataSize;

import dev.sluice.common.event.broker.EventCodec;
import dev.sluice.common.event.broker.TestEventContext;

/** The outbox's writing half; without a relay what is announced stays there to be counted. */
public final class TestOutbox {

    private TestOutbox() {
    }

    public static Outbox on(DataSource database) {
        return new Outbox(database, new EventCodec(), TestEventContext.untraced(), DataSize.ofKilobytes(512));
    }
}
