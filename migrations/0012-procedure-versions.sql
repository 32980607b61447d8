-- The versions of a procedure that an authority makes itself, on pages. Each change of one is a text of its own, each
-- proof belongs to one text, and what was decided stays decided. docs/decisions/0008-two-people-put-a-procedure-in-force.md.

create table procedure_versions (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  procedure text not null,
  -- The version from which it was made, shipped or own.
  based_on text not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on procedure_versions (authority_id, procedure, id desc);

create table procedure_texts (
  version_id bigint not null references procedure_versions,
  revision int not null check (revision > 0),
  version text not null check (length(version) between 1 and 40),
  title text not null,
  body text not null check (length(body) <= 500000),
  made_at timestamptz not null,
  made_by bigint not null references people,
  primary key (version_id, revision)
);

-- A proof of one text, made by the worker: what it found, and how many open deadlines would move, as of finished_at.
create table procedure_proofs (
  id bigint generated always as identity primary key,
  version_id bigint not null,
  revision int not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'proved', 'refused')),
  faults jsonb not null default '[]',
  moved jsonb,
  made_at timestamptz not null,
  made_by bigint not null references people,
  finished_at timestamptz,
  foreign key (version_id, revision) references procedure_texts
);
create index on procedure_proofs (version_id, id desc);

-- An open deadline that would not be the same under the new version, were its case switched to it.
create table moved_deadlines (
  proof_id bigint not null references procedure_proofs on delete cascade,
  place int not null,
  case_id bigint not null references cases,
  reference text not null,
  obligation text not null,
  clause text not null,
  asks text not null,
  change text not null check (change in ('moves', 'passes', 'appears', 'goes')),
  role_was text,
  role_is text,
  due_was timestamptz,
  due_is timestamptz,
  primary key (proof_id, place)
);
create index on moved_deadlines (case_id);

create table procedure_decisions (
  version_id bigint primary key references procedure_versions,
  authority_id int not null references authorities,
  procedure text not null,
  decision text not null check (decision in ('in-force', 'withdrawn')),
  -- What is decided about: of a version in force, the proof of its last text.
  version text not null,
  revision int not null,
  proof_id bigint references procedure_proofs,
  in_force_from date,
  -- Cases opened before it go on as they began, also on the first day. By then every program of ours has read the version.
  followed_from timestamptz,
  made_at timestamptz not null,
  made_by bigint not null references people,
  foreign key (version_id, revision) references procedure_texts,
  check (decision = 'withdrawn' or (proof_id is not null and in_force_from is not null and followed_from is not null))
);
create unique index on procedure_decisions (authority_id, procedure, version) where decision = 'in-force';

-- A text comes after the one before it, and none comes once the version is decided.
create function procedure_text_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from procedure_versions where id = new.version_id for update;
  if exists (select from procedure_decisions where version_id = new.version_id) then
    raise exception 'This version is in force or withdrawn. It is never changed; make a new one.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger procedure_text_follows before insert on procedure_texts for each row execute function procedure_text_follows();

-- What the pages ask too, held here for whatever they forget.
create function procedure_decision_holds() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from procedure_versions where id = new.version_id for update;
  if not exists (select from procedure_versions v where v.id = new.version_id and v.authority_id = new.authority_id and v.procedure = new.procedure)
     or new.revision <> (select max(revision) from procedure_texts where version_id = new.version_id)
     or new.version <> (select version from procedure_texts where version_id = new.version_id and revision = new.revision) then
    raise exception 'Only the last text of a version is decided about.' using errcode = 'restrict_violation';
  end if;
  if new.decision = 'withdrawn' then return new; end if;
  if not exists (select from procedure_proofs where id = new.proof_id and version_id = new.version_id and revision = new.revision and state = 'proved') then
    raise exception 'Only what is proved, and has not changed since, is put in force.' using errcode = 'restrict_violation';
  end if;
  if exists (select from procedure_texts where version_id = new.version_id and made_by = new.made_by) then
    raise exception 'Somebody other than those who wrote it puts a version in force.' using errcode = 'restrict_violation';
  end if;
  if new.in_force_from < (new.made_at at time zone 'Europe/London')::date or new.followed_from <= new.made_at then
    raise exception 'A version is never in force from a day that has passed.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger procedure_decision_holds before insert on procedure_decisions for each row execute function procedure_decision_holds();

select protect_facts(t::regclass) from unnest(array['procedure_versions', 'procedure_texts', 'procedure_decisions']) t;

insert into permissions (role, act) values
  ('named-officer', 'edit-procedure'), ('data-officer', 'edit-procedure'), ('named-officer', 'put-procedure-in-force');

-- Whoever works cases of the authority may read its rules. The program reads what is in force, for every authority.
alter table procedure_versions enable row level security;
create policy seen on procedure_versions for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-case', 'edit-procedure', 'put-procedure-in-force'))::int[]));
create policy followed on procedure_versions for select to keepsight_app using (
  (select viewer_id()) is null and exists (select from procedure_decisions d where d.version_id = procedure_versions.id and d.decision = 'in-force'));
create policy made on procedure_versions for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('edit-procedure'))::int[]));

alter table procedure_texts enable row level security;
create policy seen on procedure_texts for select to keepsight_app using (exists (select from procedure_versions v where v.id = version_id));
create policy made on procedure_texts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from procedure_versions v
    where v.id = version_id and v.authority_id = any ((select viewer_authorities('edit-procedure'))::int[])));

-- What a proof found is written by the worker, as the owner: nobody proves their own text by hand.
alter table procedure_proofs enable row level security;
create policy seen on procedure_proofs for select to keepsight_app using (exists (select from procedure_versions v where v.id = version_id));
create policy asked on procedure_proofs for insert to keepsight_app with check (
  made_by = (select viewer_id()) and state = 'waiting' and exists (select from procedure_versions v
    where v.id = version_id and v.authority_id = any ((select viewer_authorities('edit-procedure', 'put-procedure-in-force'))::int[])));

alter table moved_deadlines enable row level security;
create policy seen on moved_deadlines for select to keepsight_app using (exists (select from cases where cases.id = case_id));

alter table procedure_decisions enable row level security;
create policy seen on procedure_decisions for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-case', 'edit-procedure', 'put-procedure-in-force'))::int[]));
create policy followed on procedure_decisions for select to keepsight_app using ((select viewer_id()) is null and decision = 'in-force');
create policy put_in_force on procedure_decisions for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any (case decision
    when 'in-force' then (select viewer_authorities('put-procedure-in-force'))
    else (select viewer_authorities('edit-procedure')) end::int[]));

grant select, insert on procedure_versions, procedure_texts, procedure_decisions to keepsight_app;
grant select on procedure_proofs, moved_deadlines to keepsight_app;
grant insert (version_id, revision, made_at, made_by) on procedure_proofs to keepsight_app;
