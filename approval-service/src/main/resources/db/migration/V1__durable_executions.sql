-- One row per execution: who may run it, and when somebody should next look at it.
create table execution (
    id         uuid primary key,
    workflow   text        not null,
    status     text        not null check (status in ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED')),
    input      jsonb       not null,
    -- PENDING: when it is due (null: only a callback wakes it). RUNNING: when the lease ends. Ended: null.
    wake_at    timestamptz,
    worker     text,
    -- Grows with every claim: a worker whose lease has passed on cannot write any more.
    fence      bigint      not null default 0,
    last_event integer     not null default 0,
    started_at timestamptz not null,
    ended_at   timestamptz,
    constraint ended_is_asleep check ((status in ('SUCCEEDED', 'FAILED')) = (ended_at is not null)
                                      and (ended_at is null or wake_at is null))
);

create index execution_due on execution (wake_at) where wake_at is not null;
create index execution_open on execution (status) where ended_at is null;

-- What happened, appended only.
create table execution_event (
    execution_id   uuid        not null references execution,
    event_id       integer     not null,
    type           text        not null,
    operation_id   text,
    parent_id      text,
    operation_type text,
    sub_type       text,
    name           text,
    at             timestamptz not null,
    details        jsonb       not null,
    primary key (execution_id, event_id)
);

-- A callback ends once, whoever is first: the caller, or the clock.
create unique index callback_ends_once on execution_event (execution_id, operation_id)
    where type in ('CallbackSucceeded', 'CallbackFailed', 'CallbackTimedOut');
