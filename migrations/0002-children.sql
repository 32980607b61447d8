-- The child: one row that is the present picture, and the facts it was made from.

create table children (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  area_id int references areas,
  -- The school whose roll last held the child.
  school_id int references schools,
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
create index on children (school_id, surname, forename, id) where on_roll;
create index on children (school_id);
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
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  date_of_birth date,
  sex text check (sex in ('F', 'M')),
  ethnicity text,
  first_language text,
  special_educational_needs text,
  gp text,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  replaces bigint references child_particulars
);
create index on child_particulars (child_id);

create table child_names (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  kind text not null check (kind in ('legal', 'preferred', 'former', 'other')),
  forename text not null,
  middle_names text not null default '',
  surname text not null,
  from_on date,
  until_on date,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  replaces bigint references child_names
);
create index on child_names (child_id);

create table child_identifiers (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  kind text not null check (kind in ('upn', 'former-upn', 'temporary-upn', 'nhs-number', 'police-reference', 'other')),
  value text not null,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  replaces bigint references child_identifiers
);
create index on child_identifiers (child_id);

create table child_addresses (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  lines text not null,
  postcode text,
  from_on date,
  until_on date,
  certainty text not null default 'stated' check (certainty in ('confirmed', 'stated', 'believed', 'left')),
  -- Shown masked, also to those who may see the child.
  hidden boolean not null default false,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  replaces bigint references child_addresses
);
create index on child_addresses (child_id);

create table carers (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  name text not null,
  relationship text not null default '',
  parental_responsibility text not null default 'unknown' check (parental_responsibility in ('yes', 'no', 'unknown')),
  lives_with_child text not null default 'unknown' check (lives_with_child in ('yes', 'no', 'unknown')),
  address text,
  postcode text,
  phones text[] not null default '{}',
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  replaces bigint references carers
);
create index on carers (child_id);

-- How the child is educated, dated (A03).
create table provisions (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  kind text not null check (kind in ('on-roll', 'dual-registered', 'alternative-provision', 'awaiting-provision',
    'home-education', 'independent', 'awaiting-school-place', 'abroad', 'unknown')),
  school_id int references schools,
  place text not null default '',
  hours_a_week numeric(4, 1),
  from_on date,
  until_on date,
  leaving_reason text,
  destination text,
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  replaces bigint references provisions
);
create index on provisions (child_id);
create index on provisions (school_id);

-- Vulnerability groups and dated flags (A08).
create table child_flags (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  flag text not null,
  raised boolean not null default true,
  note text not null default '',
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  replaces bigint references child_flags
);
create index on child_flags (child_id);

-- What each list says of a child, as it last said it; the index that is searched before a case is opened (A10, A11).
create table list_entries (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  list text not null check (list in ('school-roll', 'health', 'admissions-application', 'admissions-offer', 'home-education',
    'police-missing', 'other-authority-notice')),
  school_id int references schools,
  -- What tells this row from others in its list.
  row_key text not null,
  child_id bigint references children,
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
create index on list_entries (school_id);
create index on list_entries (upn) where upn is not null;
create index on list_entries (former_upn) where former_upn is not null;
create index on list_entries (date_of_birth, surname_key);
create index on list_entries (date_of_birth, forename_key);
create index on list_entries (surname_key, forename_key);
create index on list_entries (other_surname_key, forename_key) where other_surname_key <> '';
create index on list_entries (postcode, forename_key);

select protect_facts(t::regclass) from unnest(array['child_particulars', 'child_names', 'child_identifiers', 'child_addresses',
  'carers', 'provisions', 'child_flags']) t;

alter table children enable row level security;
create policy seen on children to keepsight_app using (
  (authority_id = any ((select viewer_authorities())::int[]) or area_id = any ((select viewer_areas())::int[])
    or school_id = any ((select viewer_schools())::int[]))
  and (not restricted or id = any ((select viewer_leave())::bigint[])));

alter table list_entries enable row level security;
create policy seen on list_entries to keepsight_app using (
  (authority_id = any ((select viewer_authorities())::int[]) or school_id = any ((select viewer_schools())::int[]))
  and (child_id is null or exists (select from children where children.id = child_id)));

do $$ declare t text; begin
  foreach t in array array['child_particulars', 'child_names', 'child_identifiers', 'child_addresses', 'carers', 'provisions', 'child_flags'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy seen on %I to keepsight_app using (exists (select from children where children.id = child_id))', t);
    execute format('create policy made on %I for insert to keepsight_app with check (made_by = (select viewer_id()) and exists (select from children where children.id = child_id))', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;
alter table restricted_leave enable row level security;
create policy seen on restricted_leave to keepsight_app using (exists (select from children where children.id = child_id));
grant select, insert on restricted_leave to keepsight_app;
grant select, insert, update on children, list_entries to keepsight_app;
