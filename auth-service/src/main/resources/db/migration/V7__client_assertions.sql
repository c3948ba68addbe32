-- What clients signed to prove who they are, until it has expired: nothing proves it twice.
create table client_assertion (
    mark    text        primary key,
    ends_at timestamptz not null
);

create index client_assertion_by_end on client_assertion (ends_at);

comment on column client_assertion.mark is 'SHA-256 of client id and jti, in Base64url';
