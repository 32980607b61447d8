-- Term dates by file: schools send their own, the data officer everybody's.
-- To read them stays free to all: every deadline in school days is counted by them, and they name nobody.

insert into permissions (role, act) values
  ('school-attendance-officer', 'import-terms'), ('pru-attendance-officer', 'import-terms'), ('data-officer', 'import-terms');

alter table terms enable row level security;
create policy seen on terms for select to keepsight_app using (true);
create policy sent on terms for insert to keepsight_app with check (
  (authority_id = any ((select viewer_authorities('import-terms'))::int[]) or school_id = any ((select viewer_schools('import-terms'))::int[]))
  and (school_id is null or authority_id = (select schools.authority_id from schools where schools.id = school_id)));
create policy taken_out on terms for delete to keepsight_app using (
  authority_id = any ((select viewer_authorities('import-terms'))::int[]) or school_id = any ((select viewer_schools('import-terms'))::int[]));
grant insert, delete on terms to keepsight_app;

-- What came of each file, so that a row that was refused is not lost with the page that said so.
create table term_files (
  id bigint generated always as identity primary key,
  -- Whose file it is, by the post of the one who sent it; without an authority it is of several.
  authority_id int references authorities,
  school_id int references schools,
  file_name text not null,
  spans_added int not null,
  spans_removed int not null,
  spans_same int not null,
  -- Whether the file counts rows or events, and what was wrong with which.
  faults jsonb not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on term_files (authority_id, id);
create index on term_files (school_id, id);
create index on term_files (made_by, id);
select protect_facts('term_files');

alter table term_files enable row level security;
create policy seen on term_files for select to keepsight_app using (
  made_by = (select viewer_id()) or authority_id = any ((select viewer_authorities('import-terms'))::int[])
  or school_id = any ((select viewer_schools('import-terms'))::int[]));
create policy sent on term_files for insert to keepsight_app with check (
  made_by = (select viewer_id()) and cardinality((select viewer_speaks_for('import-terms'))::int[]) > 0
  and (authority_id is null or authority_id = any ((select viewer_speaks_for('import-terms'))::int[]))
  and (school_id is null or school_id = any ((select viewer_schools('import-terms'))::int[])));
grant select, insert on term_files to keepsight_app;
