package dev.sluice.approval.durable;

/** Tells the outside world which callback the workflow waits for. It runs as a step. */
@FunctionalInterface
public interface CallbackSubmitter {

    void submit(String callbackId) throws Exception;
}
