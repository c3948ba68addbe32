-- One run of the synchronisation. Only one is running, whichever instance runs it.
create table sync_run (
    id           uuid primary key,
    state        text not null check (state in ('RUNNING', 'COMPLETED', 'COMPLETED_WITH_ERRORS', 'FAILED')),
    requested_by text not null,
    -- The planned time of a scheduled run, so that several instances start it once.
    planned_at   timestamptz unique,
    started_at   timestamptz not null,
    ended_at     timestamptz,
    phase        text not null default 'READ' check (phase in ('READ', 'APPLY', 'MARK')),
    pass         int not null default 1,
    token        text,
    complete     boolean not null default false,
    error        text,
    lease        uuid,
    lease_until  timestamptz
);

create unique index sync_run_only_one on sync_run ((true)) where state = 'RUNNING';
create index sync_run_by_time on sync_run (started_at desc);

-- One asset in one run. What a run reports is counted from here, so that nothing is counted twice.
create table sync_item (
    run     uuid not null references sync_run (id),
    guid    text not null,
    kind    text not null check (kind in ('FOUND', 'VANISHED')),
    pass    int not null,
    asset   text not null,
    hash    text not null,
    outcome text not null default 'PENDING'
            check (outcome in ('PENDING', 'CREATED', 'UPDATED', 'UNCHANGED', 'MARKED', 'FAILED')),
    error   text,
    primary key (run, guid)
);

create index sync_item_open on sync_item (run) where outcome = 'PENDING';

-- What the catalogue shows of each asset of the source.
create table source_asset (
    guid           text primary key,
    name           text not null,
    qualified_name text not null,
    entity_type    text not null,
    asset          text not null,
    hash           text not null,
    state          text not null check (state in ('PRESENT', 'MISSING')),
    asset_id       uuid,
    synced_at      timestamptz not null,
    missing_since  timestamptz
);
