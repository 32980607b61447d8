-- The plan of visits (E02): who goes where on which day. Whoever goes plans, and so does the lead who shares visits out.
insert into permissions (role, act)
select role, 'plan-visits' from unnest('{area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,cme-officer}'::text[]) as role;

-- Where a postcode lies, in degrees (WGS 84). It says nothing about a child.
create table postcode_positions (
  postcode text primary key,
  longitude double precision not null check (longitude between -180 and 180),
  latitude double precision not null check (latitude between -90 and 90),
  -- Of a postcode that exists nowhere, as the demonstration's.
  invented boolean not null default false
);
grant select on postcode_positions to keepsight_app;

-- Who is to visit the family of a case, on which day. The last row of a case counts, until a visit is recorded after it.
create table visit_plans (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  -- Null takes the visit off the plan again.
  person_id bigint references people,
  on_day date,
  made_at timestamptz not null,
  made_by bigint not null references people,
  check ((person_id is null) = (on_day is null))
);
create index on visit_plans (case_id, id);
create index on visit_plans (person_id, on_day);
create index on visit_plans (made_by);
select protect_facts('visit_plans');
alter table visit_plans enable row level security;
create policy seen on visit_plans for select to keepsight_app using (exists (select from cases where cases.id = case_id));
create policy made on visit_plans for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from cases where cases.id = case_id and (
    authority_id = any ((select viewer_authorities('plan-visits'))::int[]) or cases.area_id = any ((select viewer_areas('plan-visits'))::int[]))));
grant select, insert on visit_plans to keepsight_app;
