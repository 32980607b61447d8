-- Where things are and who uses the system. No child is named in this file's tables.

create table authorities (
  id int generated always as identity primary key,
  code char(3) not null unique check (code ~ '^[0-9]{3}$'),
  name text not null unique,
  -- Two letters that begin every reference the authority gives out: EM-R-000123.
  initials text not null unique check (initials ~ '^[A-Z]{2}$'),
  colour text not null default '#1d4f5c' check (colour ~ '^#[0-9a-f]{6}$'),
  procedure text not null
);

create table areas (
  id int generated always as identity primary key,
  authority_id int not null references authorities,
  name text not null,
  unique (authority_id, name)
);

create table schools (
  id int generated always as identity primary key,
  laestab char(7) not null unique check (laestab ~ '^[0-9]{7}$'),
  urn text,
  name text not null,
  phase text not null,
  authority_id int not null references authorities,
  area_id int references areas,
  address text not null default '',
  postcode text
);
create index on schools (authority_id, name);
create index on schools (area_id);

create table agencies (
  id int generated always as identity primary key,
  authority_id int not null references authorities,
  kind text not null,
  name text not null,
  unique (authority_id, kind, name)
);

-- A school's own terms, or (school_id null) the authority's, which hold where the school has none.
create table terms (
  id int generated always as identity primary key,
  authority_id int not null references authorities,
  school_id int references schools,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  kind text not null check (kind in ('term', 'half-term', 'inset', 'closure'))
);
create unique index on terms (authority_id, coalesce(school_id, 0), starts_on, kind);
create index on terms (school_id);

create table roles (
  role text primary key,
  title text not null,
  -- Whom a holder may see: every child of the authority, of an area, of a school, or none but by what was sent to them.
  scope text not null check (scope in ('authority', 'area', 'school', 'sent'))
);

create table permissions (
  role text not null references roles,
  act text not null,
  primary key (role, act)
);

create table people (
  id bigint generated always as identity primary key,
  issuer text not null,
  subject text not null,
  name text not null,
  email text not null,
  phone text,
  made_at timestamptz not null default now(),
  unique (issuer, subject)
);
create unique index on people (lower(email));

-- Who holds which role, where, from which day to which.
create table posts (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  role text not null references roles,
  authority_id int not null references authorities,
  area_id int references areas,
  school_id int references schools,
  agency_id int references agencies,
  from_on date not null default current_date,
  until_on date
);
create index on posts (person_id);
create unique index on posts (person_id, role, authority_id, coalesce(area_id, 0), coalesce(school_id, 0), coalesce(agency_id, 0), from_on);

create table sessions (
  token_hash bytea primary key,
  person_id bigint not null references people,
  csrf_secret text not null,
  id_token text,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz
);
create index on sessions (person_id) where ended_at is null;

-- Sign-ins that have been sent to the provider and have not come back yet (PKCE verifier, state, nonce).
create table sign_ins (
  state text primary key,
  code_verifier text not null,
  nonce text not null,
  return_to text not null,
  begun_at timestamptz not null
);
create index on sign_ins (begun_at);

-- Who acts. Set by the application with every query; everything below is worked out from the tables.
create function viewer_id() returns bigint language sql stable parallel safe
  return nullif(current_setting('keepsight.person', true), '')::bigint;

-- The posts that the viewer holds today and that allow one of the acts. The program's own post allows every act:
-- what comes from outside must reach any case (docs/decisions/0006-answers-from-outside.md).
create function viewer_posts(wanted text[]) returns setof posts language sql stable as $$
  select * from posts
  where person_id = viewer_id() and current_date >= from_on and (until_on is null or current_date <= until_on)
    and (exists (select from permissions where permissions.role = posts.role and act = any (wanted))
      or person_id = (select id from people where issuer = 'keepsight' and subject = 'keepsight'))
$$;
-- Where the viewer may do one of the acts: in whole authorities, in areas, in schools, for agencies.
create function viewer_authorities(variadic wanted text[]) returns int[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct authority_id), '{}') from viewer_posts(wanted) join roles using (role) where scope = 'authority'
$$;
create function viewer_areas(variadic wanted text[]) returns int[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct area_id) filter (where area_id is not null), '{}') from viewer_posts(wanted) join roles using (role) where scope = 'area'
$$;
create function viewer_schools(variadic wanted text[]) returns int[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct school_id) filter (where school_id is not null), '{}') from viewer_posts(wanted) join roles using (role) where scope = 'school'
$$;
create function viewer_agencies(variadic wanted text[]) returns int[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct agency_id) filter (where agency_id is not null), '{}') from viewer_posts(wanted)
$$;
-- Authorities for which the viewer speaks: also another authority's own officer, who sees nothing but what is sent there.
create function viewer_speaks_for(variadic wanted text[]) returns int[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct authority_id), '{}') from viewer_posts(wanted)
$$;

-- Facts are never changed and never deleted: a correction is a new fact.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'A row of % is a fact. It is never changed or deleted; record a correction.', tg_table_name using errcode = 'restrict_violation';
end $$;

create function protect_facts(fact_table regclass) returns void language plpgsql as $$
begin
  execute format('create trigger facts_stay before update or delete on %s for each row execute function refuse_change()', fact_table);
  execute format('create trigger facts_stay_whole before truncate on %s for each statement execute function refuse_change()', fact_table);
end $$;

-- Who holds which post is changed by the owner alone: nobody gives themselves one through the pages. An invited person is
-- bound to the account with which they first sign in, once.
alter table people enable row level security;
create policy seen on people for select to keepsight_app using (true);
create policy bound on people for update to keepsight_app using (issuer = 'invited') with check (issuer not in ('invited', 'keepsight'));

revoke create on schema public from public;
grant usage on schema public to keepsight_app;
revoke execute on function viewer_posts from public;
grant select on authorities, areas, schools, agencies, terms, roles, permissions, people, posts to keepsight_app;
grant update (issuer, subject) on people to keepsight_app;
grant select, insert on sessions to keepsight_app;
grant update (last_seen_at, ended_at) on sessions to keepsight_app;
grant select, insert, delete on sign_ins to keepsight_app;
