-- Home visits: the request sent to an area, the risks weighed before somebody goes, and what was found there.
-- What the procedure needs of each is also a fact of the case; here is the rest of what the forms say.

create table visit_requests (
  id bigint generated always as identity primary key,
  reference text not null unique,
  case_id bigint not null references cases,
  fact_id bigint not null references case_facts,
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
  case_id bigint not null references cases,
  child_id bigint not null references children,
  fact_id bigint not null references case_facts,
  -- Where: whoever goes there next, also for another child, is told.
  address text not null,
  postcode text,
  -- Each of the seven risks that was found, with how high it is.
  risks jsonb not null,
  other text not null default '',
  overall text not null check (overall in ('low', 'medium', 'high')),
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on visit_risk_assessments (case_id, id);
create index on visit_risk_assessments (postcode);

create table visits (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  fact_id bigint not null references case_facts,
  -- No visit without its own risk assessment.
  assessment_id bigint not null unique references visit_risk_assessments,
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
  made_by bigint not null references people
);
create index on visits (case_id, id);

do $$ declare t text; begin
  foreach t in array array['visit_requests', 'visit_risk_assessments', 'visits'] loop
    perform protect_facts(t::regclass);
    execute format('alter table %I enable row level security', t);
    execute format('create policy seen on %I to keepsight_app using (exists (select from cases where cases.id = case_id))', t);
    execute format('create policy made on %I for insert to keepsight_app with check (made_by = (select viewer_id()) and exists (select from cases where cases.id = case_id))', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;

-- What is still to be done at a door, for the lists of those who go there.
create index on obligations (act, case_id) where state in ('waiting', 'open', 'due-soon', 'overdue');
