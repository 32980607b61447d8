-- Who did or saw what. Rows are appended freely; a sealer closes them in batches, each seal holding the one before.

create table audit_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id bigint references people,
  authority_id int references authorities,
  act text not null,
  -- What it was about: 'case', 'child', 'referral', ... and which; for a list, how many rows in details.
  subject text not null default '',
  subject_id bigint,
  child_id bigint,
  details jsonb not null default '{}',
  request text not null default '',
  -- The transaction that wrote the row. A seal takes every row of the transactions between two horizons,
  -- so that none can slip in behind a seal however late it commits.
  written_by xid8 not null default pg_current_xact_id()
);
create index on audit_entries (child_id, at) where child_id is not null;
create index on audit_entries (person_id, at);
create index on audit_entries (authority_id, at);
create index on audit_entries (subject, subject_id, at);
create index on audit_entries (written_by, id);

create table audit_seals (
  id bigint generated always as identity primary key,
  from_transaction xid8 not null,
  until_transaction xid8 not null unique,
  entries bigint not null,
  previous bytea not null,
  digest bytea not null,
  sealed_at timestamptz not null
);

select protect_facts('audit_entries'::regclass);
select protect_facts('audit_seals'::regclass);

alter table audit_entries enable row level security;
create policy read on audit_entries for select to keepsight_app
  using (authority_id = any ((select viewer_authorities('read-audit'))::int[])
    and (child_id is null or exists (select from children where children.id = child_id)
      or authority_id = any ((select viewer_authorities('read-whole-audit'))::int[])));
create policy made on audit_entries for insert to keepsight_app with check (person_id is not distinct from (select viewer_id()) or (select viewer_id()) is null);

grant select, insert on audit_entries to keepsight_app;
grant select on audit_seals to keepsight_app;
