-- How often an execution was claimed since its last event: what only ever ends its workers gets on no further.
alter table execution add column tries integer not null default 0;
