package dev.sluice.common.outbox;

/** An event that is committed and not yet confirmed by the broker. */
record OutboxRow(long id, Lane lane, String event) {

    /** What has an order: the events of one key on one topic. */
    record Lane(String topic, String key) {
    }
}
