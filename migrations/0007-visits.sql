-- Home visits: the request sent to an area, the risks weighed before somebody goes, and what was found there.
-- What the procedure needs of each is also a fact of the case; here is the rest of what the forms say.

create table visit_requests (
  id bigint generated always as identity primary key,
  reference text not null unique,
  case_id bigint not null references cases,
  fact_id bigint not null,
  area_id int not null references areas,
  urgent boolean not null,
  -- The CME4 form as it was sent.
  content jsonb not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on visit_requests (case_id, id);

create table visit_risk_assessments (
  id bigint generated always as identity primary key,
  case_id bigint not null,
  child_id bigint not null,
  fact_id bigint not null,
  -- Where: whoever goes there next, also for another child, is told.
  address text not null,
  postcode text,
  -- Each of the seven risks that was found, with how high it is.
  risks jsonb not null,
  other text not null default '',
  overall text not null check (overall in ('low', 'medium', 'high')),
  made_at timestamptz not null,
  made_by bigint not null references people,
  unique (case_id, id),
  foreign key (case_id, child_id) references cases (id, child_id)
);
create index on visit_risk_assessments (postcode);
create index on visit_risk_assessments (child_id);

create table visits (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  fact_id bigint not null,
  -- No visit without its own risk assessment.
  assessment_id bigint not null unique,
  visited_at timestamptz not null,
  found text not null check (found in ('child-seen', 'no-answer', 'family-moved', 'not-known-there', 'refused')),
  card_left boolean not null,
  neighbours text not null default '',
  new_address text not null default '',
  new_postcode text,
  -- The authority where the family is said to live now.
  moved_to_authority_id int references authorities,
  note text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people,
  foreign key (case_id, assessment_id) references visit_risk_assessments (case_id, id)
);
create index on visits (case_id, id);

do $$ declare t text; begin
  foreach t in array array['visit_requests', 'visit_risk_assessments', 'visits'] loop
    perform protect_facts(t::regclass);
    execute format('alter table %I add foreign key (case_id, fact_id) references case_facts (case_id, id)', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy seen on %I for select to keepsight_app using (exists (select from cases where cases.id = case_id))', t);
    execute format('create policy made on %1$I for insert to keepsight_app with check (made_by = (select viewer_id())
      and exists (select from cases where cases.id = case_id and (
        authority_id = any ((select viewer_authorities(%2$L))::int[]) or cases.area_id = any ((select viewer_areas(%2$L))::int[]))))',
      t, case t when 'visit_requests' then 'work-case' else 'record-visit' end);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;

-- What is still to be done at a door, for the lists of those who go there.
create index on obligations (act, case_id) where state in ('waiting', 'open', 'due-soon', 'overdue');
