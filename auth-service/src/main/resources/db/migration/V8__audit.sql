-- What happened, in the order in which it was written down: numbers without gaps, each row with the hash of
-- the one before. Decision 87 says what is hashed.
create table audit_event (
    sequence    bigint      primary key,
    at          timestamptz not null,
    type        text        not null,
    outcome     text        not null,
    actor       text,
    subject     text,
    client_id   text,
    network     text,
    correlation text,
    detail      jsonb       not null,
    previous    text        not null,
    hash        text        not null
);

create index audit_event_by_type on audit_event (type, sequence);
create index audit_event_by_actor on audit_event (actor, sequence);
create index audit_event_by_subject on audit_event (subject, sequence);
create index audit_event_by_time on audit_event (at);

-- The head of the chain as the service signed it now and then.
create table audit_checkpoint (
    sequence bigint primary key,
    hash     text   not null,
    signed   text   not null
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

-- For a statement, so that also one that finds no row is refused; always, so that a replica refuses it too.
create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function audit_is_append_only();
create trigger audit_checkpoint_append_only before update or delete or truncate on audit_checkpoint
    for each statement execute function audit_is_append_only();
alter table audit_event enable always trigger audit_event_append_only;
alter table audit_checkpoint enable always trigger audit_checkpoint_append_only;
