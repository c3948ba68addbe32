package dev.sluice.approval.durable;

import java.time.Duration;

/** Hears of every attempt of a step that was really made, not of replays. */
@FunctionalInterface
public interface StepListener {

    void attempted(String workflow, String step, boolean succeeded, Duration took);
}
