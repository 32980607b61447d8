-- Truancy sweeps (E06, N3.1.4): planned by day and area, whoever is met entered on the spot, and afterwards shared with the youth
-- justice and the 16+ service, each as a list of what it may see and no more.
insert into permissions (role, act)
select role, act from (values
  ('run-sweep', '{area-attendance-officer,area-manager,cme-officer,named-officer}'::text[]),
  ('see-sweeps-youth-offending', '{youth-offending}'),
  ('see-sweeps-post-16', '{post-16}')
) as wanted (act, roles), unnest(wanted.roles) as role;

create table sweeps (
  id bigint generated always as identity primary key,
  reference text not null unique,
  authority_id int not null references authorities,
  area_id int not null references areas,
  planned_on date not null,
  place text not null,
  partners text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on sweeps (authority_id, planned_on desc, id desc);
create index on sweeps (area_id);
create index on sweeps (made_by);

-- A child who was met, as the child told it, and how likely the lists know them. It is joined to no record.
create table sweep_meetings (
  id bigint generated always as identity primary key,
  sweep_id bigint not null references sweeps,
  forename text not null,
  surname text not null,
  date_of_birth date,
  age text not null default '',
  sex text,
  postcode text,
  school_said text not null default '',
  reason_said text not null default '',
  -- What the search of the lists came to: very-likely, possible, none; and where the likeliest is educated today.
  likelihood text not null check (likelihood in ('very-likely', 'possible', 'none')),
  found_at text not null default '',
  on_roll boolean not null default false,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on sweep_meetings (sweep_id, id);
create index on sweep_meetings (made_by);

-- How the child is educated and what was done; the last one counts.
create table sweep_outcomes (
  id bigint generated always as identity primary key,
  meeting_id bigint not null references sweep_meetings,
  status text not null check (status in ('should-be-in-school', 'may-be-out', 'home-educated', 'no-school', 'not-known')),
  action text not null check (action in ('escorted-to-school', 'taken-home', 'family-told', 'let-go', 'safeguarding')),
  note text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on sweep_outcomes (meeting_id, id);
create index on sweep_outcomes (made_by);

create table sweep_referrals (
  meeting_id bigint primary key references sweep_meetings,
  referral_id bigint not null references referrals,
  reference text not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on sweep_referrals (referral_id);
create index on sweep_referrals (made_by);

-- What left, to whom, when and on which basis (G01): the list itself is kept.
create table sweep_shares (
  id bigint generated always as identity primary key,
  sweep_id bigint not null references sweeps,
  authority_id int not null references authorities,
  audience text not null check (audience in ('youth-offending', 'post-16')),
  called text not null,
  lawful_basis text not null,
  children jsonb not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on sweep_shares (sweep_id, audience);
create index on sweep_shares (authority_id, audience, id desc);
create index on sweep_shares (made_by);

do $$ declare t text; begin
  foreach t in array array['sweeps', 'sweep_meetings', 'sweep_outcomes', 'sweep_referrals', 'sweep_shares'] loop
    perform protect_facts(t::regclass);
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;
create policy seen on sweeps for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('run-sweep'))::int[]) or area_id = any ((select viewer_areas('run-sweep'))::int[]));
create policy planned on sweeps for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and (authority_id = any ((select viewer_authorities('run-sweep'))::int[]) or area_id = any ((select viewer_areas('run-sweep'))::int[]))
  and exists (select from areas where areas.id = area_id and areas.authority_id = sweeps.authority_id));
create policy seen on sweep_meetings for select to keepsight_app using (exists (select from sweeps where sweeps.id = sweep_id));
create policy entered on sweep_meetings for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from sweeps where sweeps.id = sweep_id));
create policy seen on sweep_outcomes for select to keepsight_app using (exists (select from sweep_meetings where sweep_meetings.id = meeting_id));
create policy made on sweep_outcomes for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from sweep_meetings where sweep_meetings.id = meeting_id));
create policy seen on sweep_referrals for select to keepsight_app using (exists (select from sweep_meetings where sweep_meetings.id = meeting_id));
create policy made on sweep_referrals for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from sweep_meetings where sweep_meetings.id = meeting_id));
create policy seen on sweep_shares for select to keepsight_app using (
  exists (select from sweeps where sweeps.id = sweep_id)
  or audience = 'youth-offending' and authority_id = any ((select viewer_speaks_for('see-sweeps-youth-offending'))::int[])
  or audience = 'post-16' and authority_id = any ((select viewer_speaks_for('see-sweeps-post-16'))::int[]));
create policy made on sweep_shares for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from sweeps where sweeps.id = sweep_id and sweeps.authority_id = sweep_shares.authority_id));
