-- The address is stored normalised, so that one person has one account however they type it.
create table account (
    id            uuid primary key,
    email         text        not null,
    first_name    text        not null,
    last_name     text        not null,
    password_hash text        not null,
    created_at    timestamptz not null,
    version       integer     not null,
    constraint account_email_unique unique (email)
);

create table account_role (
    account_id uuid not null references account (id) on delete cascade,
    role       text not null check (role in ('submitter', 'reviewer', 'steward', 'operator', 'admin')),
    primary key (account_id, role)
);

create index account_role_by_role on account_role (role, account_id);
