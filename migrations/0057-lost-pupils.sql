-- The store of lost pupils (N6.1, O3.11, L3; F05, F06, F07): transfer files of children who left and whose school does not know where
-- to, kept by the authority until the child is found. What came in, and each step since, stays.
insert into permissions (role, act)
select role, act from (values
  ('keep-lost-pupils', '{cme-officer,named-officer}'::text[]),
  ('send-transfer-file', '{school-attendance-officer,pru-attendance-officer}')
) as wanted (act, roles), unnest(wanted.roles) as role;

-- Whether the viewer may be told that a child exists, whichever authority the child is in: a match reaches across two.
create function viewer_may_know_of(child bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select child is null or not exists (select from children where id = child and restricted) or child = any (viewer_leave())
$$;

create table lost_pupils (
  id bigint generated always as identity primary key,
  reference text not null unique,
  authority_id int not null references authorities,
  -- The school that sent the file away, where it is one of ours; its number as the file says it.
  school_id int references schools,
  source text not null check (source ~ '^[0-9]{7}$'),
  -- Known where the UPN, or whoever sent it, says so; see below.
  child_id bigint references children,
  came text not null check (came in ('left', 'rejected', 's2s')),
  destination text not null check (destination in ('XXXXXXX', 'MMMMMMM')),
  file_name text not null,
  content bytea not null,
  sha256 bytea not null,
  -- What the virus scanner said, where one is set up.
  scanned text,
  -- When School to School lets the file go, where somebody told us. Nothing ages out of this store.
  ages_out_on date,
  forename text not null,
  middle_names text not null,
  surname text not null,
  other_forename text not null,
  other_surname text not null,
  date_of_birth date,
  sex text,
  upn text,
  former_upn text,
  postcode text,
  -- Folded for finding: see matching/blocking-keys.ts, which makes them.
  forename_key text not null,
  surname_key text not null,
  other_surname_key text not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on lost_pupils (authority_id, id desc);
create index on lost_pupils (school_id, id desc) where school_id is not null;
create index on lost_pupils (child_id) where child_id is not null;
create index on lost_pupils (made_by);
create index on lost_pupils (authority_id, sha256);
create index on lost_pupils (authority_id, date_of_birth);
create index on lost_pupils (authority_id, surname_key, forename_key);
create index on lost_pupils (authority_id, other_surname_key) where other_surname_key <> '';
create index on lost_pupils (authority_id, upn) where upn is not null;
create index on lost_pupils (authority_id, former_upn) where former_upn is not null;

-- A pupil of the authority on a roll whom the program found for a file, perhaps in another authority. Written by the program alone.
create table lost_pupil_matches (
  id bigint generated always as identity primary key,
  lost_pupil_id bigint not null references lost_pupils,
  -- Of the file, for the side that may not see it.
  kept_by int not null references authorities,
  -- The child of the file, and the one on the roll: where either is restricted, nobody without leave is told.
  lost_child_id bigint references children,
  entry_id bigint not null,
  child_id bigint references children,
  authority_id int not null references authorities,
  school_id int not null references schools,
  starts_on date,
  bits real not null,
  -- How each field compares, in words that hold none of them.
  evidence text[] not null,
  made_at timestamptz not null,
  unique (lost_pupil_id, entry_id)
);
create index on lost_pupil_matches (authority_id, id desc);
create index on lost_pupil_matches (school_id, id desc);
create index on lost_pupil_matches (kept_by, id desc);
create index on lost_pupil_matches (child_id);
create index on lost_pupil_matches (lost_child_id);

-- The ledger: each step in its order. A file waits until it is handed over or withdrawn.
create table lost_pupil_steps (
  id bigint generated always as identity primary key,
  lost_pupil_id bigint not null references lost_pupils,
  step text not null check (step in ('taken', 'handed-over', 'withdrawn', 'waits-again', 'not-the-child')),
  to_school_id int references schools,
  -- Where it went that is none of our schools; or why.
  words text not null default '',
  match_id bigint references lost_pupil_matches,
  made_at timestamptz not null,
  made_by bigint not null references people,
  check (case step when 'handed-over' then to_school_id is not null or words <> '' when 'withdrawn' then words <> ''
    when 'waits-again' then words <> '' when 'not-the-child' then match_id is not null and words <> '' else true end)
);
create index on lost_pupil_steps (lost_pupil_id, id desc);
create index on lost_pupil_steps (to_school_id) where to_school_id is not null;
create index on lost_pupil_steps (match_id) where match_id is not null;
create index on lost_pupil_steps (made_by);

-- A new pupil came without a file: the school asks the CME officer to look for it (N6.1v), or the program does.
create table transfer_file_requests (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  school_id int not null references schools,
  child_id bigint not null references children,
  -- Why the program asked by itself; null where the school did.
  match_id bigint references lost_pupil_matches,
  made_at timestamptz not null,
  made_by bigint not null references people,
  unique (school_id, child_id)
);
create index on transfer_file_requests (authority_id, id desc);
create index on transfer_file_requests (child_id);
create index on transfer_file_requests (match_id);
create index on transfer_file_requests (made_by);

-- Whose file it is follows from its UPN, also where the sender may not see the child: a restricted child's file is kept from the same eyes.
create function lost_pupil_is_of_child() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.child_id is null and new.upn is not null then
    select min(id) into new.child_id from children where upn = new.upn and authority_id = new.authority_id having count(*) = 1;
  end if;
  return new;
end $$;
create trigger lost_pupil_is_of_child before insert on lost_pupils for each row execute function lost_pupil_is_of_child();

-- How a file stands: the last step that moved it, or that it waits. The policies of files cannot look at steps, which look at files.
create function lost_pupil_moved(file bigint) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select step from lost_pupil_steps where lost_pupil_id = file and step in ('handed-over', 'withdrawn', 'waits-again') order by id desc limit 1
$$;
-- Whether a pupil who was found may still be the child, and the file still waits: the side that needs it sees no ledger of the other's.
create function match_is_open(of_match bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select from lost_pupil_steps where match_id = of_match and step = 'not-the-child')
    and coalesce(lost_pupil_moved((select lost_pupil_id from lost_pupil_matches where id = of_match)), 'waits-again') = 'waits-again'
$$;
-- The files that stand handed over to the viewer's schools.
create function files_handed_to_viewer() returns bigint[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(s.lost_pupil_id), '{}') from lost_pupil_steps s
  where s.step = 'handed-over' and s.to_school_id = any (viewer_schools('send-transfer-file'))
    and not exists (select from lost_pupil_steps later where later.lost_pupil_id = s.lost_pupil_id and later.id > s.id
      and later.step in ('handed-over', 'withdrawn', 'waits-again'))
$$;

select protect_facts(t::regclass) from unnest(array['lost_pupils', 'lost_pupil_matches', 'lost_pupil_steps', 'transfer_file_requests']) t;
alter table lost_pupils enable row level security;
alter table lost_pupil_matches enable row level security;
alter table lost_pupil_steps enable row level security;
alter table transfer_file_requests enable row level security;

create policy seen on lost_pupils for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('keep-lost-pupils'))::int[])
    or school_id = any ((select viewer_schools('send-transfer-file'))::int[])
    or id = any ((select files_handed_to_viewer())::bigint[]))
  and (viewer_may_know_of(child_id) or made_by = (select viewer_id())));
create policy made on lost_pupils for insert to keepsight_app with check (made_by = (select viewer_id())
  and (authority_id = any ((select viewer_authorities('keep-lost-pupils'))::int[])
    or school_id = any ((select viewer_schools('send-transfer-file'))::int[]))
  and (school_id is null or exists (select from schools where schools.id = school_id and schools.authority_id = lost_pupils.authority_id)));

create policy seen on lost_pupil_matches for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('keep-lost-pupils'))::int[])
    or school_id = any ((select viewer_schools('send-transfer-file'))::int[])
    or kept_by = any ((select viewer_authorities('keep-lost-pupils'))::int[]))
  and viewer_may_know_of(child_id) and viewer_may_know_of(lost_child_id));

create policy seen on lost_pupil_steps for select to keepsight_app using (exists (select from lost_pupils where lost_pupils.id = lost_pupil_id));
-- Whoever may see a file may take it, and says so; all else is the keeper's.
create policy made on lost_pupil_steps for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from lost_pupils f where f.id = lost_pupil_id
    and (step = 'taken' or f.authority_id = any ((select viewer_authorities('keep-lost-pupils'))::int[])))
  and (match_id is null or exists (select from lost_pupil_matches m where m.id = match_id and m.lost_pupil_id = lost_pupil_steps.lost_pupil_id)));

create policy seen on transfer_file_requests for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('keep-lost-pupils'))::int[])
    or school_id = any ((select viewer_schools('send-transfer-file'))::int[]))
  and viewer_may_know_of(child_id));
create policy made on transfer_file_requests for insert to keepsight_app with check (made_by = (select viewer_id()) and match_id is null
  and school_id = any ((select viewer_schools('send-transfer-file'))::int[])
  and exists (select from children where children.id = child_id and children.school_id = transfer_file_requests.school_id
    and children.authority_id = transfer_file_requests.authority_id));

grant select, insert on lost_pupils, lost_pupil_steps, transfer_file_requests to keepsight_app;
grant select on lost_pupil_matches to keepsight_app;
