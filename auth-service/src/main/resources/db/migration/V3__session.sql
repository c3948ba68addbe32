-- An account counts up what its tokens must carry: token_epoch with each change of roles, password or lock,
-- session_epoch with those of them that end its sessions too.
alter table account
    add column token_epoch   bigint not null default 0,
    add column session_epoch bigint not null default 0,
    add column locked_at     timestamptz;

-- A session has a row from its first refresh, or from its end if that comes first.
create table session (
    id         uuid primary key,
    account_id uuid        not null references account (id) on delete cascade,
    -- Its tokens say by themselves when it is over at the latest; then this row may go.
    ends_at    timestamptz not null,
    -- Counts the rotations: the refresh token of this generation is the one that may be used.
    generation integer     not null,
    -- When the last ones were, the newest last.
    rotations  timestamptz[] not null default '{}',
    -- What the last rotation answered, sealed, for whoever asks again within the grace.
    answer     text,
    ended_at   timestamptz,
    ended_by   text check (ended_by in ('signed-out', 'reused'))
);

create index session_by_account on session (account_id);
create index session_by_end on session (ends_at);

-- Random secrets of this installation: what seals refresh tokens and cached sign-ins.
create table secret (
    number     smallint    primary key,
    sealed     text        not null,
    created_at timestamptz not null
);

comment on column secret.sealed is 'As signing_key.sealed_private, for the key id secret-NUMBER';
