-- When a key was last seen to sign, and since when it is published without a gap, if not since it was made.
-- What is null was written by the version before.
alter table signing_key
    add column used_at      timestamptz,
    add column announced_at timestamptz;

-- Of any algorithm that was left before, tokens may be around.
update signing_key set used_at = now();
