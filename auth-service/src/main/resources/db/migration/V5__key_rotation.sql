-- Keys of one algorithm follow each other; each signs from a moment on, until the next one does.
alter table signing_key
    add column generation   integer     not null default 1,
    add column signs_from   timestamptz not null default now(),
    add column withdrawn_at timestamptz;

update signing_key set signs_from = created_at;

create unique index signing_key_generation on signing_key (algorithm, generation);

comment on column signing_key.signs is
    'Whether an instance of the version before signs with it, which knows no rotation: the first generation';
