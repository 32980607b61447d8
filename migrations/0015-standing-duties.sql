-- What an authority owes for all of its children together: lists, reports, comparisons, returns (src/standing-duties). No row
-- names a child. What happened is a fact, as in a case; what is owed is a copy of the engine's answer.

create table authority_facts (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  kind text not null check (kind in ('duties-began', 'census-day', 'duty-done', 'note-made')),
  happened_at timestamptz not null,
  details jsonb not null default '{}',
  -- What was done and where the document is, in the words of who recorded it. No duty is counted by it.
  note text not null default '' check (length(note) <= 2000),
  made_at timestamptz not null check (made_at >= happened_at),
  made_by bigint not null references people,
  replaces bigint,
  unique (authority_id, id),
  -- A correction is of a fact of the same authority, and a fact is corrected once: the next corrects the correction.
  foreign key (authority_id, replaces) references authority_facts (authority_id, id),
  unique (replaces)
);
-- The program looks for these days again and again, and records each once.
create unique index on authority_facts (authority_id, kind, happened_at) where kind in ('duties-began', 'census-day');
select protect_facts('authority_facts');

create table authority_obligations (
  authority_id int not null references authorities,
  procedure text not null,
  version text not null,
  obligation text not null,
  started_by bigint not null references authority_facts,
  clause text not null,
  asks text not null,
  role text not null,
  act text not null,
  state text not null check (state in ('waiting', 'open', 'due-soon', 'suspended', 'met', 'met-late', 'overdue', 'no-longer-needed')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  met_at timestamptz,
  met_by bigint,
  why text not null,
  reading jsonb,
  primary key (authority_id, procedure, obligation, started_by)
);
create index on authority_obligations (authority_id, due_at) where state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended');

-- Every officer of the authority may read what it owes; whose role owes it records that it was done, and so may those who
-- answer for the register (src/standing-duties/who-records.ts).
insert into permissions (role, act) select role, 'see-standing-duties' from roles where scope in ('authority', 'area');
insert into permissions (role, act)
  select role, 'do-standing-duty' from roles where scope in ('authority', 'area') and role <> 'auditor';

alter table authority_facts enable row level security;
create policy seen on authority_facts for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-standing-duties'))::int[]));
-- When the work began and when census days are, the program records by itself, as the owner.
create policy made on authority_facts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and kind in ('duty-done', 'note-made')
  and authority_id = any ((select viewer_speaks_for('do-standing-duty'))::int[]));

alter table authority_obligations enable row level security;
create policy seen on authority_obligations for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-standing-duties'))::int[]));
create policy owed on authority_obligations for insert to keepsight_app with check (
  authority_id = any ((select viewer_speaks_for('do-standing-duty'))::int[]));
create policy worked_out on authority_obligations for update to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('do-standing-duty'))::int[]));
create policy gone on authority_obligations for delete to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('do-standing-duty'))::int[]));

grant select, insert on authority_facts to keepsight_app;
grant select, insert, delete on authority_obligations to keepsight_app;
grant update (version, clause, asks, role, act, state, started_at, due_at, met_at, met_by, why, reading) on authority_obligations to keepsight_app;
