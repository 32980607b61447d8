-- Exclusions and managed moves watched until provision starts (B07, E12), and the log of unofficial exclusions (E07, H06).
insert into permissions (role, act)
select role, act from (values
  ('see-exclusions', '{exclusions-officer,cme-officer,named-officer,safeguarding-lead,auditor}'::text[]),
  ('keep-exclusions', '{exclusions-officer,cme-officer,named-officer}')
) as wanted (act, roles), unnest(wanted.roles) as role;

-- An exclusion is a row of the list that head teachers' notices make; here is what was learnt of it besides.
create table exclusion_facts (
  id bigint generated always as identity primary key,
  entry_id bigint not null references list_entries,
  authority_id int not null references authorities,
  kind text not null check (kind in ('provision-shown', 'returned', 'did-not-return')),
  happened_on date not null,
  details jsonb not null default '{}',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on exclusion_facts (entry_id, id);
create index on exclusion_facts (authority_id);
create index on exclusion_facts (made_by);
create index on list_entries (authority_id, starts_on, id) where list = 'exclusion';

-- A child sent home without a formal exclusion, or kept away in another unlawful way, as somebody told of it.
create table unofficial_exclusions (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  school_id int not null references schools,
  -- Nobody need say who the child is for it to be on record.
  child_id bigint references children,
  found_on date not null,
  heard_from text not null check (heard_from in ('parent', 'child', 'school', 'agency', 'officer', 'other')),
  words text not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on unofficial_exclusions (authority_id, found_on, id);
create index on unofficial_exclusions (school_id);
create index on unofficial_exclusions (child_id) where child_id is not null;
create index on unofficial_exclusions (made_by);

create table unofficial_exclusion_facts (
  id bigint generated always as identity primary key,
  unofficial_exclusion_id bigint not null references unofficial_exclusions,
  kind text not null check (kind in ('talk-with-head', 'put-right', 'not-so')),
  happened_on date not null,
  details jsonb not null default '{}',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on unofficial_exclusion_facts (unofficial_exclusion_id, id);
create index on unofficial_exclusion_facts (made_by);

do $$ declare t text; begin
  foreach t in array array['exclusion_facts', 'unofficial_exclusions', 'unofficial_exclusion_facts'] loop
    perform protect_facts(t::regclass);
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;
create policy seen on exclusion_facts for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('see-exclusions'))::int[]) and exists (select from list_entries where list_entries.id = entry_id));
create policy made on exclusion_facts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('keep-exclusions'))::int[])
  and exists (select from list_entries e where e.id = entry_id and e.list = 'exclusion' and e.authority_id = exclusion_facts.authority_id));

create policy seen on unofficial_exclusions for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('see-exclusions'))::int[])
  and (child_id is null or exists (select from children where children.id = child_id)));
create policy made on unofficial_exclusions for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('keep-exclusions'))::int[])
  and exists (select from schools where schools.id = school_id and schools.authority_id = unofficial_exclusions.authority_id)
  and (child_id is null or exists (select from children where children.id = child_id and children.authority_id = unofficial_exclusions.authority_id)));

create policy seen on unofficial_exclusion_facts for select to keepsight_app using (
  exists (select from unofficial_exclusions where unofficial_exclusions.id = unofficial_exclusion_id));
create policy made on unofficial_exclusion_facts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from unofficial_exclusions u where u.id = unofficial_exclusion_id
    and u.authority_id = any ((select viewer_authorities('keep-exclusions'))::int[])));

drop policy made_by_team on referrals;
create policy made_by_team on referrals for insert to keepsight_app with check (
  form = 'team' and made_by = (select viewer_id()) and case_id is null and agency_id is null and child_id is not null
  and authority_id = any ((select viewer_authorities('keep-home-education', 'keep-exclusions'))::int[])
  and (school_id is null or exists (select from schools where schools.id = school_id and schools.authority_id = referrals.authority_id))
  and exists (select from children where children.id = child_id and children.authority_id = referrals.authority_id));
