package dev.sluice.approval.document;

import java.io.IOException;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.sluice.approval.durable.DurableExecutions;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.paging.Page;

/** What people see of jobs: only those that they may see, and output only once it is approved. */
@Component
class JobBoard {

    private final Jobs jobs;
    private final DurableExecutions executions;
    private final ObjectStore objects;

    JobBoard(Jobs jobs, DurableExecutions executions, ObjectStore objects) {
        this.jobs = jobs;
        this.executions = executions;
        this.objects = objects;
    }

    Page<Jobs.Entry> list(JobFilter filter, int page, int size) {
        return jobs.list(filter, page, size);
    }

    /** @throws JobNotFound if there is none that the actor may see */
    JobView show(UUID id, Actor actor) {
        Job job = visible(id, actor);
        return JobView.of(job, executions.operations(id));
    }

    /** Where the approved bytes are, and what they are. */
    record Output(String key, String digest) {
    }

    /**
     * Looks at no byte of it: finalize made sure of the digest.
     *
     * @throws NotReady until the job is completed
     */
    Output output(UUID id, Actor actor) {
        Job job = visible(id, actor);
        String key = job.outputKey();
        String digest = job.digest();
        if (job.status() != JobStatus.COMPLETED || key == null || digest == null) {
            throw NotReady.output(job.status());
        }
        return new Output(key, digest);
    }

    /**
     * Where the rejected rows are; looks at no byte of them either.
     *
     * @throws NotReady until the rows have been held against the contract
     */
    String rejected(UUID id, Actor actor) throws IOException {
        Job job = visible(id, actor);
        String key = new DocumentKeys(id).rejected();
        if (!objects.exists(key)) {
            throw NotReady.rejected(job.status());
        }
        return key;
    }

    private Job visible(UUID id, Actor actor) {
        return jobs.find(id).filter(job -> job.isVisibleTo(actor)).orElseThrow(() -> new JobNotFound(id));
    }
}
