-- Each change of a client takes the next number: its version, and for every instance the sign to look again.
create table client_head (
    single boolean primary key default true check (single),
    last   bigint  not null
);

insert into client_head (last) values (0);

create table client (
    id         text        primary key,
    name       text        not null,
    scopes     text[]      not null,
    -- Public keys as a JSON Web Key Set, for a client that signs what proves who it is.
    jwks       json,
    -- At most two: id, SHA-256, when it was made and when it ends.
    secrets    json        not null,
    disabled   boolean     not null,
    -- Its tokens of a lower one have ended.
    epoch      bigint      not null,
    version    bigint      not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    changed_by text        not null
);
