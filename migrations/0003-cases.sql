-- Referrals, cases and their history, the questions asked of others, and what each person is half-way through.

create table cases (
  id bigint generated always as identity primary key,
  reference text not null unique,
  authority_id int not null references authorities,
  area_id int references areas,
  child_id bigint not null references children,
  school_id int references schools,
  reason text not null,
  missing_since date,
  procedure text not null,
  procedure_version text not null,
  opened_at timestamptz not null,
  opened_by bigint not null references people,
  owner_id bigint references people,
  -- Below here: copies of what the facts say, changed in the same transaction as the fact.
  restricted boolean not null default false,
  open boolean not null default true,
  outcome text,
  closed_at timestamptz,
  last_fact_id bigint,
  next_obligation text,
  next_asks text,
  next_clause text,
  next_role text,
  next_act text,
  next_due_at timestamptz,
  constraint an_open_case_has_a_next_step check (not open or last_fact_id is null or next_obligation is not null),
  constraint a_closed_case_has_an_outcome check (open or outcome is not null),
  unique (id, child_id)
);
create index on cases (child_id);
create index on cases (authority_id, next_due_at, id) where open;
create index on cases (area_id, next_due_at, id) where open;
create index on cases (authority_id, opened_at, id);
create index on cases (school_id);
create unique index one_open_case_a_child on cases (authority_id, child_id) where open;

create table case_facts (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  kind text not null,
  happened_at timestamptz not null,
  details jsonb not null default '{}',
  made_at timestamptz not null,
  made_by bigint not null references people,
  replaces bigint,
  unique (case_id, id),
  -- A correction is of a fact of the same case.
  foreign key (case_id, replaces) references case_facts (case_id, id)
);
create index on case_facts (kind, made_at);

-- A copy of the engine's answer for each case, for fast lists (design section 4).
create table obligations (
  case_id bigint not null references cases,
  procedure text not null,
  version text not null,
  obligation text not null,
  -- The same obligation can start more than once in a case (a repeated visit): the fact that started it tells them apart.
  started_by bigint not null,
  clause text not null,
  asks text not null,
  role text not null,
  act text not null,
  state text not null check (state in ('waiting', 'open', 'due-soon', 'met', 'met-late', 'overdue', 'no-longer-needed')),
  started_at timestamptz not null,
  due_at timestamptz,
  met_at timestamptz,
  met_by bigint,
  why text not null,
  reading jsonb,
  primary key (case_id, procedure, obligation, started_by)
);
create index on obligations (role, due_at, case_id) where state in ('open', 'due-soon', 'overdue');

create table referrals (
  id bigint generated always as identity primary key,
  reference text not null unique,
  form text not null,
  authority_id int not null references authorities,
  area_id int references areas,
  school_id int references schools,
  agency_id int references agencies,
  child_id bigint references children,
  case_id bigint references cases,
  content jsonb not null,
  received_at timestamptz not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  restricted boolean not null default false
);
create index on referrals (authority_id, received_at, id) where case_id is null;
create index on referrals (school_id, received_at desc, id);
create index on referrals (case_id);
create index on referrals (child_id);
create index on referrals (made_by);

-- What the sender of a referral is told, in plain words.
create table referral_progress (
  id bigint generated always as identity primary key,
  referral_id bigint not null references referrals,
  words text not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on referral_progress (referral_id, id);

-- What was searched before a case was opened, when, what came back and what the officer decided (A10).
create table searches (
  id bigint generated always as identity primary key,
  referral_id bigint references referrals,
  authority_id int not null references authorities,
  lists jsonb not null,
  candidates jsonb not null,
  decision text,
  decided_child_id bigint references children,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on searches (referral_id);

-- A question asked of another authority, an agency or a school. What it discloses is written in it: the one asked sees that and no more (G01).
create table enquiries (
  id bigint generated always as identity primary key,
  reference text not null unique,
  case_id bigint references cases,
  parent_id bigint references enquiries,
  authority_id int not null references authorities,
  -- Whose question it is, where the authority that was asked passes it on to its school.
  on_behalf_of int references authorities,
  area_id int references areas,
  to_kind text not null,
  to_authority_id int references authorities,
  to_school_id int references schools,
  to_agency_id int references agencies,
  question text not null,
  disclosed jsonb not null,
  lawful_basis text not null,
  asked_at timestamptz not null,
  made_by bigint not null references people,
  restricted boolean not null default false,
  -- Copies: until when the procedure gives the one asked, and when an answer came.
  due_at timestamptz,
  answered_at timestamptz,
  constraint one_is_asked check (num_nonnulls(to_authority_id, to_school_id, to_agency_id) = 1),
  constraint only_an_authority_passes_on check ((parent_id is null) = (on_behalf_of is null))
);
create index on enquiries (case_id);
create index on enquiries (parent_id);
create index on enquiries (to_authority_id, asked_at) where answered_at is null;
create index on enquiries (to_school_id, asked_at);
create index on enquiries (to_agency_id, asked_at);
create index on enquiries (authority_id, asked_at);

create table enquiry_answers (
  id bigint generated always as identity primary key,
  enquiry_id bigint not null references enquiries,
  -- Who is not sure has not answered yet: the question stays open.
  answer text not null check (answer in ('on-roll', 'knows-family', 'nothing-known', 'not-sure')),
  -- Who says so, in words, and what they know.
  answered_by text not null,
  details jsonb not null default '{}',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on enquiry_answers (enquiry_id);

-- What somebody is half-way through. Saved by itself; deleted when it is sent.
create table drafts (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  form text not null,
  subject text not null default '',
  content jsonb not null,
  saved_at timestamptz not null,
  unique (person_id, form, subject)
);

-- A form sent twice is one fact: the key of each sent form with the answer it was given.
create table sent_forms (
  key uuid primary key,
  person_id bigint not null references people,
  act text not null,
  answer jsonb,
  sent_at timestamptz not null
);
create index on sent_forms (person_id);

-- References are counted by authority and noun, so that no gap or order betrays another authority's work.
create table reference_counters (
  authority_id int not null references authorities,
  noun text not null,
  last_number int not null,
  primary key (authority_id, noun)
);
create function next_reference(for_authority int, noun_letter text) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare reference text;
begin
  -- Nobody uses up, or learns, the numbers of an authority in which they have no post.
  if viewer_id() is not null and not exists (select from posts where person_id = viewer_id() and authority_id = for_authority) then
    raise exception 'The viewer has no post in this authority.' using errcode = 'insufficient_privilege';
  end if;
  with counted as (
    insert into reference_counters as c (authority_id, noun, last_number) values (for_authority, noun_letter, 1)
    on conflict (authority_id, noun) do update set last_number = c.last_number + 1 returning last_number)
  select initials || '-' || noun_letter || '-' || lpad(last_number::text, 6, '0') into reference
    from counted, authorities where authorities.id = for_authority;
  return reference;
end $$;

-- A child who becomes restricted takes cases, referrals and enquiries along.
create function restrict_what_belongs() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update cases set restricted = new.restricted where child_id = new.id;
  update referrals set restricted = new.restricted where child_id = new.id;
  update enquiries set restricted = new.restricted where case_id in (select id from cases where child_id = new.id);
  return null;
end $$;
create trigger restrict_what_belongs after update of restricted on children for each row
  when (old.restricted is distinct from new.restricted) execute function restrict_what_belongs();

-- What is written of a child who is restricted already is restricted too, whoever writes it and whatever they say.
create function restrict_as_child() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.restricted := coalesce((select restricted from children where id = new.child_id), false);
  return new;
end $$;
create trigger restrict_as_child before insert on cases for each row execute function restrict_as_child();
create trigger restrict_as_child before insert or update of child_id on referrals for each row execute function restrict_as_child();
create function restrict_as_case() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.restricted := coalesce((select restricted from cases where id = new.case_id), false);
  return new;
end $$;
create trigger restrict_as_case before insert on enquiries for each row execute function restrict_as_case();

-- A referral keeps what was sent; only the case and child it led to are filled in, once.
create function referral_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'case_id' - 'child_id' - 'area_id' - 'restricted') <> (to_jsonb(old) - 'case_id' - 'child_id' - 'area_id' - 'restricted')
     or (old.case_id is not null and new.case_id is distinct from old.case_id) then
    raise exception 'A referral is a fact. It is never changed or deleted.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger referral_stays before update or delete on referrals for each row execute function referral_stays();

create function enquiry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'answered_at' - 'due_at' - 'restricted') <> (to_jsonb(old) - 'answered_at' - 'due_at' - 'restricted') then
    raise exception 'An enquiry is a fact. It is never changed or deleted.' using errcode = 'restrict_violation';
  end if;
  -- Whoever is asked answers; they do not give themselves more time.
  if new.due_at is distinct from old.due_at and viewer_id() is not null and not exists (select from cases where id = old.case_id) then
    raise exception 'Only those who asked say until when.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger enquiry_stays before update or delete on enquiries for each row execute function enquiry_stays();

select protect_facts(t::regclass) from unnest(array['case_facts', 'referral_progress', 'searches', 'enquiry_answers']) t;

-- Whether a question may be passed on by the authority that was asked, in the name of the one that asked.
create function may_pass_on(enquiry bigint, by_authority int, for_authority int) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from enquiries where id = enquiry and to_authority_id = by_authority and authority_id = for_authority
    and by_authority = any (viewer_speaks_for('answer-enquiry')))
$$;

-- What lets somebody record facts of a case. A note alone moves a case too: what is owed is worked out anew after every fact.
create function acts_that_record_facts() returns text[] language sql immutable parallel safe
  return array['open-case', 'work-case', 'close-case', 'send-enquiry', 'record-visit', 'do-step'];
create function acts_that_move_a_case() returns text[] language sql immutable parallel safe
  return acts_that_record_facts() || array['add-note'];

alter table cases enable row level security;
create policy seen on cases for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('see-case'))::int[]) or area_id = any ((select viewer_areas('see-case'))::int[]))
  and (not restricted or child_id = any ((select viewer_leave())::bigint[])));
create policy opened on cases for insert to keepsight_app with check (
  opened_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('open-case'))::int[])
  and exists (select from children where children.id = child_id and children.authority_id = cases.authority_id));
create policy worked on cases for update to keepsight_app using (
  (authority_id = any ((select viewer_authorities(variadic acts_that_move_a_case()))::int[]) or area_id = any ((select viewer_areas(variadic acts_that_move_a_case()))::int[])));

alter table case_facts enable row level security;
create policy seen on case_facts for select to keepsight_app using (exists (select from cases where cases.id = case_id));
create policy made on case_facts for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from cases where cases.id = case_id and (
    (cases.authority_id = any ((select viewer_authorities(variadic acts_that_record_facts()))::int[]) or cases.area_id = any ((select viewer_areas(variadic acts_that_record_facts()))::int[]))
    or kind = 'note-made' and (cases.authority_id = any ((select viewer_authorities('add-note'))::int[]) or cases.area_id = any ((select viewer_areas('add-note'))::int[])))));

-- The policies of obligations stand in 0009-my-work.sql, with the place that is copied to them.
alter table obligations enable row level security;

alter table referrals enable row level security;
create policy seen on referrals for select to keepsight_app using (
  ((authority_id = any ((select viewer_authorities('see-case'))::int[]) or area_id = any ((select viewer_areas('see-case'))::int[]))
    or school_id = any ((select viewer_schools('see-my-school'))::int[]) or agency_id = any ((select viewer_agencies('answer-for-agency'))::int[])
    or made_by = (select viewer_id()))
  and (not restricted or child_id = any ((select viewer_leave())::bigint[])));
create policy made on referrals for insert to keepsight_app with check (
  made_by = (select viewer_id()) and case_id is null
  and (school_id = any ((select viewer_schools('make-referral'))::int[]) or authority_id = any ((select viewer_authorities('open-case'))::int[]))
  and (school_id is null or exists (select from schools where schools.id = school_id and schools.authority_id = referrals.authority_id))
  and (child_id is null or exists (select from children where children.id = child_id)));
create policy led on referrals for update to keepsight_app
  using (authority_id = any ((select viewer_authorities('open-case', 'work-case'))::int[]))
  with check (authority_id = any ((select viewer_authorities('open-case', 'work-case'))::int[])
    and (child_id is null or exists (select from children where children.id = child_id)));

alter table referral_progress enable row level security;
create policy seen on referral_progress for select to keepsight_app using (exists (select from referrals where referrals.id = referral_id));
create policy made on referral_progress for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from referrals where referrals.id = referral_id and (
    -- The acknowledgement, which comes with the referral itself.
    referrals.made_by = (select viewer_id()) and referrals.made_at = referral_progress.made_at
    or referrals.authority_id = any ((select viewer_authorities(variadic acts_that_record_facts()))::int[]) or referrals.area_id = any ((select viewer_areas(variadic acts_that_record_facts()))::int[]))));

-- Whoever may not know of the referral, or of one of the children who came back, may not know what came back either.
alter table searches enable row level security;
create policy seen on searches for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('see-case'))::int[])
  and (referral_id is null or exists (select from referrals where referrals.id = referral_id))
  and (decided_child_id is null or exists (select from children where children.id = decided_child_id))
  and not exists (select from jsonb_path_query(candidates, '$[*].childId ? (@ != null)') as came_back (child)
    where not exists (select from children where children.id = child::bigint)));
create policy made on searches for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('open-case'))::int[])
  and (referral_id is null or exists (select from referrals where referrals.id = referral_id))
  and (decided_child_id is null or exists (select from children where children.id = decided_child_id)));

alter table enquiries enable row level security;
create policy seen on enquiries for select to keepsight_app using (
  exists (select from cases where cases.id = case_id)
  or case_id is null and authority_id = any ((select viewer_authorities('see-case'))::int[])
  or to_authority_id = any ((select viewer_speaks_for('answer-enquiry'))::int[])
  or to_school_id = any ((select viewer_schools('answer-for-school'))::int[])
  or to_agency_id = any ((select viewer_agencies('answer-for-agency'))::int[]));
create policy made on enquiries for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and (parent_id is null and exists (select from cases where cases.id = case_id and cases.authority_id = enquiries.authority_id
      and (cases.authority_id = any ((select viewer_authorities('send-enquiry'))::int[]) or cases.area_id = any ((select viewer_areas('send-enquiry'))::int[])))
    or case_id is null and may_pass_on(parent_id, authority_id, on_behalf_of)
      and exists (select from schools where schools.id = to_school_id and schools.authority_id = enquiries.authority_id)));
create policy answered on enquiries for update to keepsight_app using (
  (authority_id = any ((select viewer_authorities(variadic acts_that_record_facts()))::int[]) or area_id = any ((select viewer_areas(variadic acts_that_record_facts()))::int[]))
  or to_authority_id = any ((select viewer_speaks_for('answer-enquiry'))::int[])
  or to_school_id = any ((select viewer_schools('answer-for-school'))::int[])
  or to_agency_id = any ((select viewer_agencies('answer-for-agency'))::int[]));

-- Those who were asked answer; those who asked may write down an answer that came by telephone.
alter table enquiry_answers enable row level security;
create policy seen on enquiry_answers for select to keepsight_app using (exists (select from enquiries where enquiries.id = enquiry_id));
create policy made on enquiry_answers for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from enquiries where enquiries.id = enquiry_id and (
    to_authority_id = any ((select viewer_speaks_for('answer-enquiry'))::int[])
    or to_school_id = any ((select viewer_schools('answer-for-school'))::int[])
    or to_agency_id = any ((select viewer_agencies('answer-for-agency'))::int[])
    or exists (select from cases where cases.id = enquiries.case_id
      and (cases.authority_id = any ((select viewer_authorities('send-enquiry'))::int[]) or cases.area_id = any ((select viewer_areas('send-enquiry'))::int[]))))));

alter table drafts enable row level security;
create policy own on drafts to keepsight_app using (person_id = (select viewer_id()));
alter table sent_forms enable row level security;
create policy own on sent_forms to keepsight_app using (person_id = (select viewer_id()));

grant select, insert on case_facts, referral_progress, searches, enquiry_answers, cases, referrals, enquiries, sent_forms to keepsight_app;
grant select, insert, update, delete on obligations, drafts to keepsight_app;
-- Only these columns ever change. Whose row it is, and of which child, never does.
grant update (area_id, owner_id, open, outcome, closed_at, last_fact_id, next_obligation, next_asks, next_clause, next_role, next_act, next_due_at)
  on cases to keepsight_app;
grant update (case_id, child_id, area_id) on referrals to keepsight_app;
grant update (due_at, answered_at) on enquiries to keepsight_app;
grant update (answer) on sent_forms to keepsight_app;
