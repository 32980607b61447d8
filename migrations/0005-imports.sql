-- Files that schools and agencies send. A file is read once; what it could not say clearly waits in a queue.

create table imports (
  id bigint generated always as identity primary key,
  list text not null,
  authority_id int references authorities,
  school_id int references schools,
  file_name text not null,
  file_hash bytea not null,
  stored_at text,
  bytes_total bigint not null default 0,
  -- How far it has come: everything before this row of the file is in.
  rows_done bigint not null default 0,
  rows_new bigint not null default 0,
  rows_changed bigint not null default 0,
  rows_same bigint not null default 0,
  rows_rejected bigint not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  fault text,
  made_at timestamptz not null,
  made_by bigint not null references people,
  finished_at timestamptz
);
create index on imports (authority_id, made_at desc);
create index on imports (school_id, made_at desc);
create index on imports (list, file_hash);
create index on imports (state) where state in ('waiting', 'running');

create table rejected_rows (
  id bigint generated always as identity primary key,
  import_id bigint not null references imports,
  authority_id int references authorities,
  school_id int references schools,
  row_number bigint not null,
  content jsonb not null,
  faults jsonb not null,
  made_at timestamptz not null,
  settled_at timestamptz,
  settled_by bigint references people,
  settled_as text check (settled_as in ('corrected', 'set-aside')),
  unique (import_id, row_number)
);
create index on rejected_rows (authority_id, id) where settled_at is null;
create index on rejected_rows (school_id, id) where settled_at is null;

alter table imports enable row level security;
create policy seen on imports to keepsight_app using (
  authority_id = any ((select viewer_authorities())::int[]) or school_id = any ((select viewer_schools())::int[])
  or made_by = (select viewer_id()));
alter table rejected_rows enable row level security;
create policy seen on rejected_rows to keepsight_app using (
  authority_id = any ((select viewer_authorities())::int[]) or school_id = any ((select viewer_schools())::int[])
  or exists (select from imports where imports.id = import_id and imports.made_by = (select viewer_id())));

grant select, insert, update on imports, rejected_rows to keepsight_app;
