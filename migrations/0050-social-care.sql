-- Who helps a child already (G05), what social care knows and does (E09), and how vulnerable a child is (E11). Only those who
-- need to know see it: who work near the child, and nobody who only keeps places, lists or figures.
insert into permissions (role, act)
select role, act from unnest(array['cme-officer', 'named-officer', 'safeguarding-lead', 'area-attendance-officer',
  'area-manager', 'area-lead', 'hub-worker', 'hub-lead']) as role, unnest(array['see-support', 'record-support']) as act;
insert into permissions (role, act) values ('safeguarding-lead', 'assess-vulnerability');

create table child_supports (
  id bigint generated always as identity,
  child_id bigint not null,
  support text not null check (support in ('social-worker', 'lead-professional', 'early-help')),
  -- Who it is, or for an assessment who leads it; where they work, and how they are reached.
  name text not null,
  organisation text not null default '',
  reached_by text not null default '',
  from_on date,
  until_on date,
  note text not null default '',
  source text not null,
  made_at timestamptz not null,
  made_by bigint not null,
  replaces bigint,
  primary key (child_id, id),
  check (until_on is null or from_on is null or until_on >= from_on)
);
create trigger references_hold after insert on child_supports referencing new table as fresh for each statement
  execute function check_fact_references();
select protect_facts('child_supports');

-- One step of social care as somebody told of it: when, who took part, and what came of it.
create table protection_steps (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  fact_id bigint not null,
  step text not null check (step in ('social-care-check', 'strategy-discussion', 'section-47', 'conference')),
  stage text not null check (stage in ('begun', 'ended')),
  happened_on date not null,
  -- With whom it was spoken, or who took part.
  who text not null,
  outcome text not null default '',
  words text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people,
  foreign key (case_id, fact_id) references case_facts (case_id, id),
  check ((stage = 'ended') = (outcome <> ''))
);
create index on protection_steps (case_id, id desc);
create index on protection_steps (case_id, fact_id);
create index on protection_steps (made_by);
select protect_facts('protection_steps');

create table vulnerability_assessments (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  fact_id bigint not null,
  assessed_on date not null,
  -- The attendance officer or whoever else weighed it together with the lead.
  together_with text not null,
  -- By matter: none, some, serious or not-known; and what is known of it.
  matters jsonb not null,
  known text not null default '',
  level text not null check (level in ('low', 'medium', 'high')),
  action text not null,
  reason text not null,
  review_on date,
  made_at timestamptz not null,
  made_by bigint not null references people,
  foreign key (case_id, fact_id) references case_facts (case_id, id)
);
create index on vulnerability_assessments (case_id, id desc);
create index on vulnerability_assessments (case_id, fact_id);
create index on vulnerability_assessments (made_by);
select protect_facts('vulnerability_assessments');

alter table child_supports enable row level security;
create policy seen on child_supports for select to keepsight_app using (exists (select from children where children.id = child_id and (
  authority_id = any ((select viewer_authorities('see-support'))::int[]) or area_id = any ((select viewer_areas('see-support'))::int[]))));
create policy made on child_supports for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from children where children.id = child_id and (
    authority_id = any ((select viewer_authorities('record-support'))::int[]) or area_id = any ((select viewer_areas('record-support'))::int[]))));
grant select, insert on child_supports to keepsight_app;

do $$ declare t text; act text; begin
  foreach t in array array['protection_steps', 'vulnerability_assessments'] loop
    act := case t when 'protection_steps' then 'record-support' else 'assess-vulnerability' end;
    execute format('alter table %I enable row level security', t);
    execute format('create policy seen on %I for select to keepsight_app using (exists (select from cases where cases.id = case_id and (
      authority_id = any ((select viewer_authorities(''see-support''))::int[]) or area_id = any ((select viewer_areas(''see-support''))::int[]))))', t);
    execute format('create policy made on %1$I for insert to keepsight_app with check (made_by = (select viewer_id())
      and exists (select from cases where cases.id = case_id and (
        authority_id = any ((select viewer_authorities(%2$L))::int[]) or area_id = any ((select viewer_areas(%2$L))::int[]))))', t, act);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;
