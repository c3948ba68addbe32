-- Not jsonb, which has an order of its own: the columns of a sample are in that of the contract and the document.
alter table job
    alter column sample drop default,
    alter column sample type json using sample::json,
    alter column sample set default '[]';
