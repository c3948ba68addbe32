-- Numbers without gaps, given in the order of the commits: whoever has seen one has seen all before it.
create table revocation_head (
    single boolean primary key default true check (single),
    last   bigint  not null
);

insert into revocation_head (last) values (0);

create table revocation (
    number  bigint      primary key,
    mark    text        not null,
    below   bigint      not null,
    until   timestamptz not null
);

create index revocation_by_until on revocation (until);
