-- The one flag that the platform itself reads. Its end date is real: someone decides within 18 months of the
-- installation whether the rule stays a flag.
with entry as (
    select json_build_object(
        'feature_flag_name', 'four-eyes',
        'description', 'Whoever requested the approval of a document may not decide on it',
        'owner', 'platform',
        'status', 'GA',
        'expiration_date', to_char(current_date + interval '18 months', 'YYYY-MM-DD')) as it
), made as (
    insert into flag (key, entry, owner, status, expiration_date, status_since, version, created_at, updated_at,
                      updated_by)
    select 'four-eyes', it, it->>'owner', it->>'status', cast(it->>'expiration_date' as date), now(),
           nextval('flag_version'), now(), now(), 'installation'
    from entry
    returning key, version, entry
)
insert into flag_change (key, version, action, actor_id, actor, at, after)
select key, version, 'CREATED', 'installation', 'installation', now(), entry from made;
