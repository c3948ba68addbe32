-- What an ended run reports. Its assets are not kept: a nightly run would add the whole source every night.
alter table sync_run
    add column found     bigint not null default 0,
    add column created   bigint not null default 0,
    add column updated   bigint not null default 0,
    add column unchanged bigint not null default 0,
    add column missing   bigint not null default 0,
    add column failed    bigint not null default 0,
    add column pending   bigint not null default 0;
