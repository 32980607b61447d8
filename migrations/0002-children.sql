-- The child: one row that is the present picture, and the facts it was made from.

-- References of the tables that whole files are merged into are checked once a statement: row by row they took two
-- thirds of an import (measured). What is referred to can never be deleted, so a check at writing is enough.
create function check_references() returns trigger language plpgsql security definer set search_path = public, pg_temp
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
declare dangling boolean;
begin
  for i in 0 .. tg_nargs - 1 by 2 loop
    execute format('select exists (select from (select distinct %1$I as id from fresh where %1$I is not null) named
      where not exists (select from %2$I known where known.id = named.id))', tg_argv[i], tg_argv[i + 1]) into dangling;
    if dangling then
      raise exception '% of % names a row of % that is not there.', tg_argv[i], tg_table_name, tg_argv[i + 1] using errcode = 'foreign_key_violation';
    end if;
  end loop;
  return null;
end $$;

-- A fact belongs to a child, was made by a person, and replaces nothing but an older fact about the same child.
create function check_fact_references() returns trigger language plpgsql security definer set search_path = public, pg_temp
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
declare dangling boolean;
begin
  if exists (select from (select distinct child_id from fresh) f where not exists (select from children where id = f.child_id))
     or exists (select from (select distinct made_by from fresh) f where not exists (select from people where id = f.made_by)) then
    raise exception 'A row of % names a child or person who is not there.', tg_table_name using errcode = 'foreign_key_violation';
  end if;
  execute format('select exists (select from fresh where replaces is not null and not exists
    (select from %I older where older.child_id = fresh.child_id and older.id = fresh.replaces))', tg_table_name) into dangling;
  if dangling then
    raise exception 'A row of % replaces one that is not of the same child.', tg_table_name using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function refuse_deletion() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of % are never deleted: others refer to them.', tg_table_name using errcode = 'restrict_violation';
end $$;

create table children (
  id bigint generated always as identity primary key,
  authority_id int not null,
  area_id int,
  -- The school whose roll last held the child.
  school_id int,
  on_roll boolean not null default false,
  forename text not null,
  surname text not null,
  date_of_birth date,
  sex text check (sex in ('F', 'M')),
  upn text,
  postcode text,
  -- How the child is educated now, as the last provision says (A03).
  educated text not null default 'unknown',
  -- Found only by those with leave; for everyone else the child does not exist.
  restricted boolean not null default false,
  made_at timestamptz not null
);
create index on children (authority_id, surname, forename, id);
create index on children (school_id, surname, forename, id);
create index on children (area_id);
create index on children (upn) where upn is not null;
create index on children (date_of_birth);
create index on children (id) where restricted;

create table restricted_leave (
  child_id bigint not null references children,
  person_id bigint not null references people,
  given_by bigint not null references people,
  given_at timestamptz not null,
  until_at timestamptz,
  primary key (child_id, person_id, given_at)
);
create index on restricted_leave (person_id);

create function viewer_leave() returns bigint[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(child_id), '{}') from (
    select child_id from restricted_leave where person_id = viewer_id() and (until_at is null or until_at > now())
    union all
    -- The program itself: an answer that comes in, or a deadline that passes, must reach the case of a restricted child too.
    select id from children where restricted
      and viewer_id() = (select id from people where issuer = 'keepsight' and subject = 'keepsight')) as leave
$$;

-- Every fact about a child says where it came from: an import, a referral, an officer.
create table child_particulars (
  id bigint generated always as identity,
  child_id bigint not null,
  date_of_birth date,
  sex text check (sex in ('F', 'M')),
  ethnicity text,
  first_language text,
  special_educational_needs text,
  gp text,
  -- The year group that the school teaches the child in, as it writes it.
  year_group text,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null,
  replaces bigint,
  primary key (child_id, id)
);

create table child_names (
  id bigint generated always as identity,
  child_id bigint not null,
  kind text not null check (kind in ('legal', 'preferred', 'former', 'other')),
  forename text not null,
  middle_names text not null default '',
  surname text not null,
  from_on date,
  until_on date,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null,
  replaces bigint,
  primary key (child_id, id)
);

create table child_identifiers (
  id bigint generated always as identity,
  child_id bigint not null,
  kind text not null check (kind in ('upn', 'former-upn', 'temporary-upn', 'nhs-number', 'police-reference', 'other')),
  value text not null,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null,
  replaces bigint,
  primary key (child_id, id)
);

create table child_addresses (
  id bigint generated always as identity,
  child_id bigint not null,
  lines text not null,
  postcode text,
  from_on date,
  until_on date,
  certainty text not null default 'stated' check (certainty in ('confirmed', 'stated', 'believed', 'left')),
  -- Shown masked, also to those who may see the child.
  hidden boolean not null default false,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null,
  replaces bigint,
  primary key (child_id, id)
);

create table carers (
  id bigint generated always as identity,
  child_id bigint not null,
  name text not null,
  relationship text not null default '',
  parental_responsibility text not null default 'unknown' check (parental_responsibility in ('yes', 'no', 'unknown')),
  lives_with_child text not null default 'unknown' check (lives_with_child in ('yes', 'no', 'unknown')),
  address text,
  postcode text,
  phones text[] not null default '{}',
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null,
  replaces bigint,
  primary key (child_id, id)
);

-- How the child is educated, dated (A03).
create table provisions (
  id bigint generated always as identity,
  child_id bigint not null,
  kind text not null check (kind in ('on-roll', 'dual-registered', 'alternative-provision', 'awaiting-provision',
    'home-education', 'independent', 'awaiting-school-place', 'abroad', 'unknown')),
  school_id int,
  place text not null default '',
  hours_a_week numeric(4, 1),
  from_on date,
  until_on date,
  leaving_reason text,
  destination text,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null,
  replaces bigint,
  primary key (child_id, id)
);
create index on provisions (school_id);

-- Vulnerability groups and dated flags (A08).
create table child_flags (
  id bigint generated always as identity,
  child_id bigint not null,
  flag text not null,
  raised boolean not null default true,
  note text not null default '',
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null,
  replaces bigint,
  primary key (child_id, id)
);

-- What each list says of a child, as it last said it; the index that is searched before a case is opened (A10, A11).
create table list_entries (
  id bigint generated always as identity primary key,
  authority_id int not null,
  list text not null check (list in ('school-roll', 'health', 'admissions-application', 'admissions-offer', 'home-education',
    'police-missing', 'other-authority-notice')),
  school_id int,
  -- What tells this row from others in its list.
  row_key text not null,
  child_id bigint,
  forename text not null default '',
  middle_names text not null default '',
  surname text not null default '',
  other_forename text not null default '',
  other_surname text not null default '',
  date_of_birth date,
  sex text,
  upn text,
  former_upn text,
  address text not null default '',
  postcode text,
  starts_on date,
  ends_on date,
  -- The columns that only this kind of list has, as the file gave them.
  other jsonb not null default '{}',
  -- Folded for finding: see matching/blocking-keys.ts, which makes them.
  forename_key text not null default '',
  surname_key text not null default '',
  other_surname_key text not null default '',
  content_hash bytea not null,
  first_import_id bigint not null,
  last_import_id bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
create unique index on list_entries (authority_id, list, coalesce(school_id, 0), row_key);
create index on list_entries (child_id);
create index on list_entries (upn) where upn is not null;
create index on list_entries (former_upn) where former_upn is not null;
create index on list_entries (date_of_birth, surname_key);
create index on list_entries (surname_key, forename_key);
create index on list_entries (other_surname_key, forename_key) where other_surname_key <> '';
create index on list_entries (postcode, forename_key);

do $$ declare t text; begin
  foreach t in array array['child_particulars', 'child_names', 'child_identifiers', 'child_addresses', 'carers', 'provisions', 'child_flags'] loop
    execute format('create trigger references_hold after insert on %I referencing new table as fresh for each statement execute function check_fact_references()', t);
  end loop;
  foreach t in array array['insert', 'update'] loop
    execute format('create trigger references_hold_after_%1$s after %1$s on children referencing new table as fresh for each statement execute function
      check_references(''authority_id'', ''authorities'', ''area_id'', ''areas'', ''school_id'', ''schools'')', t);
    execute format('create trigger references_hold_after_%1$s after %1$s on list_entries referencing new table as fresh for each statement execute function
      check_references(''authority_id'', ''authorities'', ''school_id'', ''schools'', ''child_id'', ''children'')', t);
  end loop;
  foreach t in array array['authorities', 'areas', 'schools', 'people', 'children'] loop
    execute format('create trigger stays before delete on %I for each row execute function refuse_deletion()', t);
  end loop;
end $$;
create trigger schools_hold after insert on provisions referencing new table as fresh for each statement
  execute function check_references('school_id', 'schools');

select protect_facts(t::regclass) from unnest(array['child_particulars', 'child_names', 'child_identifiers', 'child_addresses',
  'carers', 'provisions', 'child_flags']) t;

-- Only those who may restrict a child make or lift the restriction.
create function restriction_is_allowed() returns trigger language plpgsql as $$
begin
  if viewer_id() is not null and not new.authority_id = any (viewer_authorities('restrict-child')) then
    raise exception 'The viewer may not restrict a child.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger restriction_is_allowed before update of restricted on children for each row
  when (old.restricted is distinct from new.restricted) execute function restriction_is_allowed();

-- What lets somebody of an authority or area add to what is known of a child. A school adds what it tells with a referral.
create function acts_that_add_to_a_child() returns text[] language sql immutable parallel safe
  return array['add-note', 'work-case', 'open-case', 'record-visit', 'do-step'];

alter table children enable row level security;
create policy seen on children for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('see-child'))::int[]) or area_id = any ((select viewer_areas('see-child'))::int[])
    or school_id = any ((select viewer_schools('see-child'))::int[]))
  and (not restricted or id = any ((select viewer_leave())::bigint[])));
create policy met on children for insert to keepsight_app with check (
  authority_id = any ((select viewer_authorities('open-case'))::int[]));
create policy pictured on children for update to keepsight_app using (
  authority_id = any ((select viewer_authorities(variadic acts_that_add_to_a_child() || array['restrict-child']))::int[])
  or area_id = any ((select viewer_areas(variadic acts_that_add_to_a_child() || array['restrict-child']))::int[])
  or school_id = any ((select viewer_schools('make-referral'))::int[]));

-- Rows of lists are written by merge_roll_rows and merge_list_rows alone: see 0008-list-merging.sql.
alter table list_entries enable row level security;
create policy seen on list_entries for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('see-child'))::int[]) or school_id = any ((select viewer_schools('see-child'))::int[]))
  and (child_id is null or exists (select from children where children.id = child_id)));

do $$ declare t text; begin
  foreach t in array array['child_particulars', 'child_names', 'child_identifiers', 'child_addresses', 'carers', 'provisions', 'child_flags'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy seen on %I for select to keepsight_app using (exists (select from children where children.id = child_id))', t);
    execute format('create policy made on %I for insert to keepsight_app with check (made_by = (select viewer_id())
      and exists (select from children where children.id = child_id and (
        authority_id = any ((select viewer_authorities(variadic acts_that_add_to_a_child()))::int[])
        or area_id = any ((select viewer_areas(variadic acts_that_add_to_a_child()))::int[])
        or school_id = any ((select viewer_schools(''make-referral''))::int[]))))', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;

-- Leave is given by those who may restrict and may see the child; without that, whoever sees a child today could keep leave for later.
alter table restricted_leave enable row level security;
create policy seen on restricted_leave for select to keepsight_app using (person_id = (select viewer_id())
  or exists (select from children where children.id = child_id and authority_id = any ((select viewer_authorities('restrict-child'))::int[])));
create policy given on restricted_leave for insert to keepsight_app with check (given_by = (select viewer_id())
  and exists (select from children where children.id = child_id and authority_id = any ((select viewer_authorities('restrict-child'))::int[])));
grant select, insert on restricted_leave to keepsight_app;
grant select on list_entries to keepsight_app;
grant select, insert on children to keepsight_app;
-- A child is never moved into another authority.
grant update (area_id, school_id, on_roll, forename, surname, date_of_birth, sex, upn, postcode, educated, restricted) on children to keepsight_app;
