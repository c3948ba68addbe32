-- How long tokens, and whatever else ends by a revocation, are good by the configuration of some instance, and when that
-- was last noted: a revocation is kept until the longest-lived of them is over.
create table token_life (
    seconds bigint      primary key,
    used_at timestamptz not null
);

-- The version before noted nothing, and may have made tokens that live for a day.
insert into token_life (seconds, used_at) select 86400, now() where exists (select from secret);

-- Differs with each change, so that a number that is given a second time, since this database lost its first bearer,
-- is no old acquaintance. The version before leaves it as it is, and takes another number.
alter table client_head add column change uuid not null default gen_random_uuid();
