-- Files that schools and agencies send. A file is read once; what it could not say clearly waits in a queue.

create table imports (
  id bigint generated always as identity primary key,
  list text not null,
  authority_id int references authorities,
  school_id int references schools,
  file_name text not null,
  file_hash bytea not null,
  stored_at text,
  -- Lines in the file, for saying how far it has come; quoted line breaks make it a little too high.
  rows_expected bigint not null default 0,
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
  -- The row as it was corrected, or why it was set aside. What came stays beside it.
  corrected jsonb,
  set_aside_because text,
  unique (import_id, row_number)
);
create index on rejected_rows (authority_id, id) where settled_at is null;
create index on rejected_rows (school_id, id) where settled_at is null;

alter table imports enable row level security;
-- How fresh a list is matters to whoever searches it. A file without an authority is of several; no row here names a child.
create policy seen on imports for select to keepsight_app using (
  made_by = (select viewer_id()) or authority_id = any ((select viewer_authorities('see-child'))::int[])
  or authority_id is null and cardinality((select viewer_authorities('see-child'))::int[]) > 0
  or school_id = any ((select viewer_schools('import-roll'))::int[]));
-- The program itself looks for files that still wait.
create policy waiting on imports for select to keepsight_app using ((select viewer_id()) is null);
create policy sent on imports for insert to keepsight_app with check (
  made_by = (select viewer_id()) and cardinality((select viewer_speaks_for('import-roll'))::int[]) > 0
  and (authority_id is null or authority_id = any ((select viewer_speaks_for('import-roll'))::int[]))
  and (school_id is null or school_id = any ((select viewer_schools('import-roll'))::int[])));
create policy read on imports for update to keepsight_app using (
  made_by = (select viewer_id()) or authority_id = any ((select viewer_authorities('import-roll'))::int[]));

-- What could not be read names children: those who may mend it see it, and whoever sent it.
alter table rejected_rows enable row level security;
create policy seen on rejected_rows for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('mend-rejected-row'))::int[]) or school_id = any ((select viewer_schools('mend-rejected-row'))::int[])
  or exists (select from imports where imports.id = import_id and imports.made_by = (select viewer_id())));
create policy refused on rejected_rows for insert to keepsight_app with check (
  exists (select from imports where imports.id = import_id and imports.made_by = (select viewer_id())));
create policy settled on rejected_rows for update to keepsight_app using (
  authority_id = any ((select viewer_authorities('mend-rejected-row'))::int[]) or school_id = any ((select viewer_schools('mend-rejected-row'))::int[])
  or exists (select from imports where imports.id = import_id and imports.made_by = (select viewer_id())))
  with check (settled_by = (select viewer_id()));

grant select, insert on imports, rejected_rows to keepsight_app;
grant update (state, fault, stored_at, rows_expected, rows_done, rows_new, rows_changed, rows_same, rows_rejected, finished_at) on imports to keepsight_app;
grant update (settled_at, settled_by, settled_as, corrected, set_aside_because) on rejected_rows to keepsight_app;
