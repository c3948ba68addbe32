-- What we know of a data set in the catalogue. Its row is also the lock under which its deliveries are made
-- one after the other.
create table data_set (
    name        text primary key,
    asset_id    uuid,
    -- Of the delivery that the catalogue shows now.
    delivery    uuid,
    approved_at timestamptz,
    synced_at   timestamptz,
    columns     text[] not null default '{}',
    lease       uuid,
    lease_until timestamptz
);

-- One approved event and how far its delivery to the catalogue has come.
create table delivery (
    id          uuid primary key,
    event_id    text not null,
    source      text not null,
    dataset     text not null references data_set (name),
    job_id      text not null,
    approved_at timestamptz not null,
    approved_by text not null,
    digest      text not null,
    records     bigint not null,
    origin      text not null,
    table_schema text not null,
    state       text not null check (state in ('PENDING', 'SENT', 'SYNCED', 'SUPERSEDED', 'FAILED')),
    attempts    int not null default 0,
    due_at      timestamptz not null,
    import_id   uuid,
    error       text,
    received_at timestamptz not null,
    ended_at    timestamptz,
    unique (source, event_id)
);

create index delivery_open on delivery (due_at) where state in ('PENDING', 'SENT');
create index delivery_of_data_set on delivery (dataset, approved_at desc);
create index delivery_by_state on delivery (state, received_at desc);
