-- One row per document on its way through the workflow; the id is the receipt's.
create table job (
    id                uuid primary key,
    dataset           text        not null,
    schema            jsonb       not null,
    document_id       uuid        not null,
    object_key        text        not null,
    requested_by_id   text        not null,
    requested_by      text        not null,
    requested_at      timestamptz not null,
    correlation_id    text,
    status            text        not null check (status in
        ('RUNNING', 'PENDING_APPROVAL', 'COMPLETED', 'REJECTED', 'EXPIRED', 'FAILED')),
    -- What is shown to the reviewer, once it is loaded.
    digest            text,
    records           bigint      not null default 0,
    rejected          bigint      not null default 0,
    sample            jsonb       not null default '[]',
    callback_id       text,
    waiting_since     timestamptz,
    -- The one decision.
    approved          boolean,
    decided_by_id     text,
    decided_by        text,
    decided_at        timestamptz,
    reason            text,
    -- How it ended.
    output_key        text,
    archive_key       text,
    failure           text,
    constraint decided_whole check ((approved is null) = (decided_at is null)
                                    and (approved is null) = (decided_by_id is null)),
    constraint shown_before_decided check (approved is null or digest is not null),
    constraint completed_is_approved check (status <> 'COMPLETED' or (approved and output_key is not null)),
    constraint rejected_is_decided check (status <> 'REJECTED' or approved = false)
);

create index job_listed on job (requested_at desc, id);
create index job_pending on job (waiting_since, id) where status = 'PENDING_APPROVAL';
create index job_requested_by on job (requested_by_id, requested_at desc);
