-- A referral that is passed on opens no case, and somebody owes something all the same: the area visits a pupil who is on a roll,
-- the elective home education officer registers the child. Such a referral has a history of its own (src/referrals/passed-on):
-- that it came and where it was passed on, and what was done then. What is owed is a copy of the engine's answer, as in a case.

create table referral_facts (
  id bigint generated always as identity primary key,
  referral_id bigint not null references referrals,
  kind text not null,
  happened_at timestamptz not null,
  details jsonb not null default '{}',
  made_at timestamptz not null check (made_at >= happened_at),
  made_by bigint not null references people,
  replaces bigint,
  unique (referral_id, id),
  -- A correction is of a fact of the same referral, and a fact is corrected once.
  foreign key (referral_id, replaces) references referral_facts (referral_id, id),
  unique (replaces)
);
select protect_facts('referral_facts');

create table referral_obligations (
  referral_id bigint not null references referrals,
  procedure text not null,
  version text not null,
  obligation text not null,
  started_by bigint not null references referral_facts,
  clause text not null,
  asks text not null,
  role text not null,
  act text not null,
  state text not null check (state in ('waiting', 'open', 'due-soon', 'suspended', 'met', 'met-late', 'overdue', 'no-longer-needed')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  not_until timestamptz,
  met_at timestamptz,
  met_by bigint,
  why text not null,
  reading jsonb,
  late_tell text not null,
  primary key (referral_id, procedure, obligation, started_by)
);
create index on referral_obligations (due_at, referral_id) where state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended');

-- Whoever owes something has a list of it. Only those who work cases together see there what they wait for from others.
insert into permissions (role, act) select role, 'see-others-work' from permissions where act = 'see-my-work';
insert into permissions (role, act) values
  ('admissions-officer', 'see-my-work'), ('ehe-officer', 'see-my-work'), ('exclusions-officer', 'see-my-work'), ('data-officer', 'see-my-work');

-- Where the referral lies, and only of one that the viewer may know of: its sender is told in words (referral_progress), and
-- does not see what was found at a door.
alter table referral_facts enable row level security;
create policy seen on referral_facts for select to keepsight_app using (exists (select from referrals where referrals.id = referral_id
  and (authority_id = any ((select viewer_authorities('see-case'))::int[]) or area_id = any ((select viewer_areas('see-case'))::int[]))));
create policy made on referral_facts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from referrals where referrals.id = referral_id
    and (authority_id = any ((select viewer_authorities(variadic acts_that_record_facts()))::int[]) or area_id = any ((select viewer_areas(variadic acts_that_record_facts()))::int[]))));

alter table referral_obligations enable row level security;
create policy seen on referral_obligations for select to keepsight_app using (exists (select from referrals where referrals.id = referral_id
  and (authority_id = any ((select viewer_authorities('see-case'))::int[]) or area_id = any ((select viewer_areas('see-case'))::int[]))));
create policy owed on referral_obligations for insert to keepsight_app with check (exists (select from referrals where referrals.id = referral_id
  and (authority_id = any ((select viewer_authorities(variadic acts_that_record_facts()))::int[]) or area_id = any ((select viewer_areas(variadic acts_that_record_facts()))::int[]))));
create policy worked_out on referral_obligations for update to keepsight_app using (exists (select from referrals where referrals.id = referral_id
  and (authority_id = any ((select viewer_authorities(variadic acts_that_record_facts()))::int[]) or area_id = any ((select viewer_areas(variadic acts_that_record_facts()))::int[]))));
create policy gone on referral_obligations for delete to keepsight_app using (exists (select from referrals where referrals.id = referral_id
  and (authority_id = any ((select viewer_authorities(variadic acts_that_record_facts()))::int[]) or area_id = any ((select viewer_areas(variadic acts_that_record_facts()))::int[]))));

grant select, insert on referral_facts to keepsight_app;
grant select, insert, delete on referral_obligations to keepsight_app;
grant update (version, clause, asks, role, act, state, started_at, due_at, not_until, met_at, met_by, why, reading, late_tell) on referral_obligations to keepsight_app;
