-- The questions of N2.7.4 as they were answered, what was decided on them, and what came back (E03). All of it stays.
create table safeguarding_assessments (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  -- The concern that it raised, if any answer was yes.
  fact_id bigint,
  occasion text not null check (occasion in ('intake', 'visit', 'news')),
  -- By question: yes, no or not-known, and what is known of it.
  answers jsonb not null,
  note text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people,
  unique (case_id, id)
);
create index on safeguarding_assessments (case_id, id desc);

create table safeguarding_decisions (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  assessment_id bigint not null,
  fact_id bigint,
  decided text not null check (decided in ('social-care', 'police', 'no-referral')),
  -- To whom, when, how and under which number it was referred; or why it was not.
  spoken_to text not null default '',
  told_on date,
  how text not null default '',
  their_reference text not null default '',
  reason text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people,
  unique (case_id, id),
  foreign key (case_id, assessment_id) references safeguarding_assessments (case_id, id),
  check (case when decided = 'no-referral' then reason <> '' else spoken_to <> '' and told_on is not null and how <> '' end)
);
create index on safeguarding_decisions (assessment_id);

create table safeguarding_replies (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  decision_id bigint not null,
  words text not null,
  replied_on date not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  foreign key (case_id, decision_id) references safeguarding_decisions (case_id, id)
);
create index on safeguarding_replies (decision_id);

do $$ declare t text; begin
  foreach t in array array['safeguarding_assessments', 'safeguarding_decisions', 'safeguarding_replies'] loop
    perform protect_facts(t::regclass);
    execute format('create index on %I (made_by)', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy seen on %I for select to keepsight_app using (exists (select from cases where cases.id = case_id))', t);
    execute format('create policy made on %1$I for insert to keepsight_app with check (made_by = (select viewer_id())
      and exists (select from cases where cases.id = case_id and (
        authority_id = any ((select viewer_authorities(''do-step''))::int[]) or cases.area_id = any ((select viewer_areas(''do-step''))::int[]))))', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
  foreach t in array array['safeguarding_assessments', 'safeguarding_decisions'] loop
    execute format('alter table %I add foreign key (case_id, fact_id) references case_facts (case_id, id)', t);
    execute format('create index on %I (case_id, fact_id) where fact_id is not null', t);
  end loop;
end $$;
