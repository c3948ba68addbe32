create table dataset (
    name text primary key,
    -- Not jsonb: the contract is handed on as its author wrote it.
    schema json not null,
    version integer not null,
    changed_at timestamptz not null,
    changed_by text not null
);

create table receipt (
    id uuid primary key,
    state text not null check (state in ('RECEIVED', 'PUBLISHED', 'APPROVED', 'REJECTED', 'EXPIRED', 'FAILED')),
    dataset text not null references dataset (name),
    object_key text not null unique,
    size bigint not null,
    sha256 text not null,
    submitter text not null,
    idempotency_key text,
    received_at timestamptz not null
);

-- One receipt for each key of a client, whatever happens at the same time.
create unique index receipt_idempotency on receipt (submitter, idempotency_key) where idempotency_key is not null;
create index receipt_newest on receipt (received_at desc, id);
create index receipt_of_submitter on receipt (submitter, received_at desc, id);
create index receipt_of_dataset on receipt (dataset, received_at desc, id);
create index receipt_open on receipt (state) where state in ('RECEIVED', 'PUBLISHED');

create table receipt_event (
    receipt_id uuid not null references receipt (id) on delete cascade,
    state text not null,
    at timestamptz not null,
    primary key (receipt_id, state)
);

-- Uploads on their way: what has no receipt yet, and what a crash has left.
create table upload (
    id uuid primary key,
    object_key text not null,
    submitter text not null,
    idempotency_key text,
    alive_until timestamptz not null,
    abandoned boolean not null default false
);

create unique index upload_idempotency on upload (submitter, idempotency_key)
    where idempotency_key is not null and not abandoned;
create index upload_alive on upload (alive_until);
