-- Children who are educated at home: the register of the elective home education officer, and what was done for each (F08).
-- To engage is the parents' choice, so what they decline is kept as their answer and never as a fault.
insert into permissions (role, act)
select role, act from (values
  ('see-home-education', '{ehe-officer,cme-officer,named-officer,safeguarding-lead,auditor}'::text[]),
  ('keep-home-education', '{ehe-officer,cme-officer,named-officer}')
) as wanted (act, roles), unnest(wanted.roles) as role;

create table home_educations (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  child_id bigint not null references children,
  -- The day of the parent's notice; where nobody knows it, the first day on which the child was known to be educated at home.
  began_on date not null,
  source text not null check (source in ('parent', 'school', 'list', 'other')),
  made_at timestamptz not null,
  made_by bigint not null references people,
  -- Below here: copies of what the facts say, changed in the same transaction as the fact.
  ended_on date,
  view text check (view in ('suitable', 'not-yet-known', 'unsuitable')),
  next_asks text,
  next_clause text,
  next_act text,
  next_due_at timestamptz,
  -- Whoever is educated at home has something owed on a day: nobody is forgotten here either.
  constraint a_home_education_has_a_next_step check (ended_on is not null or next_due_at is not null),
  check (ended_on >= began_on)
);
create unique index one_home_education_a_child on home_educations (authority_id, child_id) where ended_on is null;
create index on home_educations (child_id);
create index on home_educations (made_by);
create index on home_educations (authority_id, next_due_at, id) where ended_on is null;
create index on home_educations (authority_id, began_on, id);

create table home_education_facts (
  id bigint generated always as identity primary key,
  home_education_id bigint not null references home_educations,
  kind text not null check (kind in ('home-education-notified', 'home-education-registered', 'home-education-support-offered',
    'support-answered', 'home-education-reviewed', 'home-education-ended')),
  happened_at timestamptz not null,
  details jsonb not null default '{}',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on home_education_facts (home_education_id, kind, happened_at);
create index on home_education_facts (made_by);
select protect_facts('home_education_facts');

alter table home_educations enable row level security;
create policy seen on home_educations for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('see-home-education'))::int[]) and exists (select from children where children.id = child_id));
create policy made on home_educations for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('keep-home-education'))::int[])
  and exists (select from children where children.id = child_id and children.authority_id = home_educations.authority_id));
create policy pictured on home_educations for update to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-home-education'))::int[]));
grant select, insert on home_educations to keepsight_app;
grant update (ended_on, view, next_asks, next_clause, next_act, next_due_at) on home_educations to keepsight_app;

alter table home_education_facts enable row level security;
create policy seen on home_education_facts for select to keepsight_app using (
  exists (select from home_educations where home_educations.id = home_education_id));
create policy made on home_education_facts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from home_educations where home_educations.id = home_education_id
    and authority_id = any ((select viewer_authorities('keep-home-education'))::int[])));
grant select, insert on home_education_facts to keepsight_app;

-- The list that the officer's own system sends, by the child whom a row means.
create index on list_entries (child_id) where list = 'home-education';

-- A team that finds a child in its own work refers the child by name: it need not describe whom it sees on record.
create policy made_by_team on referrals for insert to keepsight_app with check (
  form = 'team' and made_by = (select viewer_id()) and case_id is null and agency_id is null and child_id is not null
  and authority_id = any ((select viewer_authorities('keep-home-education'))::int[])
  and (school_id is null or exists (select from schools where schools.id = school_id and schools.authority_id = referrals.authority_id))
  and exists (select from children where children.id = child_id and children.authority_id = referrals.authority_id));
