-- Events that are committed and not yet published. Repeatable and idempotent: it has no version that could clash
-- with a service's own, and a later change of it reaches databases of any age.

create table if not exists outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    event      json        not null,
    created_at timestamptz not null default clock_timestamp()
);

comment on table outbox is 'Events to publish; a row is deleted when the broker has confirmed it';

-- Rows live for milliseconds: clean up after a number of them, not after a share of the table.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create or replace function outbox_announce() returns trigger language plpgsql as $$
begin
    notify sluice_outbox;
    return null;
end $$;

-- Delivered at commit, once per transaction.
create or replace trigger outbox_announce after insert on outbox
    for each statement execute function outbox_announce();
