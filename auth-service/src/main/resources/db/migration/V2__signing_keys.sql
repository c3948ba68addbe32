-- One key signs for each algorithm, whatever the number of instances that start at once.
create table signing_key (
    kid            text        primary key,
    algorithm      text        not null,
    signs          boolean     not null,
    public_jwk     text        not null,
    sealed_private text        not null,
    created_at     timestamptz not null
);

create unique index signing_key_one_signs on signing_key (algorithm) where signs;

comment on column signing_key.sealed_private is
    'Base64 of: version (1 byte), salt (16), nonce (12), AES-256-GCM of the PKCS#8 key with its tag';
