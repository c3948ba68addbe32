package dev.sluice.approval.document;

import org.jspecify.annotations.Nullable;

import dev.sluice.common.identity.Actor;

/** Which jobs a list shows; null lets everything through. */
record JobFilter(@Nullable JobStatus status, @Nullable String dataset, @Nullable String requesterId) {

    /** What the actor may see of it. */
    static JobFilter visibleTo(Actor actor, @Nullable JobStatus status, @Nullable String dataset) {
        return new JobFilter(status, dataset, Job.seesAll(actor) ? null : actor.id());
    }
}
