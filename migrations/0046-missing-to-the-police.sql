-- What the police report by a form (D10) joins the list that they send as a file, and the talk with a child who is back is
-- tracked apart from any case (B06, O8.1).
insert into permissions (role, act)
select role, act from (values
  ('see-return-interviews', '{social-worker,safeguarding-lead,named-officer,cme-officer}'::text[]),
  ('hold-return-interview', '{social-worker,safeguarding-lead}')
) as wanted (act, roles), unnest(wanted.roles) as role;

-- At which hour a young person was reported missing or came back, as the police said in a form: their list knows only days.
create table missing_moments (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  police_reference text not null,
  kind text not null check (kind in ('reported', 'returned')),
  happened_at timestamptz not null,
  referral_id bigint not null references referrals,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on missing_moments (authority_id, police_reference, kind, id);
create index on missing_moments (referral_id);
create index on missing_moments (made_by);
select protect_facts('missing_moments');
alter table missing_moments enable row level security;
create policy seen on missing_moments for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('open-case'))::int[]) and exists (select from referrals where referrals.id = referral_id));
-- The program itself writes them, whoever sent the form.
create policy made on missing_moments for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('take-in-concern'))::int[])
  and exists (select from referrals where referrals.id = referral_id and referrals.authority_id = missing_moments.authority_id));
grant select, insert on missing_moments to keepsight_app;

create index on list_entries (authority_id, ends_on) where list = 'police-missing' and ends_on is not null;

-- What came of the talk with a child who is back, each attempt a row.
create table return_interviews (
  id bigint generated always as identity primary key,
  entry_id bigint not null,
  authority_id int not null references authorities,
  outcome text not null check (outcome in ('held', 'declined', 'could-not')),
  happened_at timestamptz not null,
  -- Who talked with the child, or tried to.
  held_by text not null,
  -- Why it could not be held.
  why_not text not null default '',
  -- The case that was told, if the child had one.
  case_id bigint references cases,
  made_at timestamptz not null,
  made_by bigint not null references people,
  constraint reason_given check (outcome <> 'could-not' or why_not <> '')
);
create index on return_interviews (entry_id, id);
create index on return_interviews (authority_id);
create index on return_interviews (case_id);
create index on return_interviews (made_by);
select protect_facts('return_interviews');

-- What the child told, for those who hold such talks and nobody else.
create table return_interview_accounts (
  interview_id bigint primary key references return_interviews,
  learnt text not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on return_interview_accounts (made_by);
select protect_facts('return_interview_accounts');

-- The returns that the viewer may know of, one row each: of a restricted child with leave alone, and none from before the
-- authority's work here began. Social workers see no list and no case, so the door is narrow: it opens on nothing else.
create function returns_to_interview(wanted bigint default null) returns table (
  entry_id bigint, authority_id int, procedure text, police_reference text, forename text, surname text, date_of_birth date, risk text,
  reported_on date, returned_at timestamptz, hour_known boolean, case_id bigint, case_reference text, case_owner text, held_already boolean,
  outcome text, attempts int
) language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.authority_id, authorities.procedure, e.row_key, e.forename, e.surname, e.date_of_birth, coalesce(e.other ->> 'Risk', ''), e.starts_on,
    coalesce(back.happened_at, e.ends_on::timestamp at time zone 'Europe/London'), back.happened_at is not null,
    kase.id, kase.reference, kase.owner,
    exists (select from case_facts f where f.case_id = kase.id and f.kind = 'return-interview-held'
      and f.happened_at >= coalesce(back.happened_at, e.ends_on::timestamp at time zone 'Europe/London')),
    said.outcome, coalesce(said.attempts, 0)
  from list_entries e join authorities on authorities.id = e.authority_id
  left join lateral (select happened_at from missing_moments m where m.authority_id = e.authority_id and m.police_reference = e.row_key
    and m.kind = 'returned' order by m.id desc limit 1) back on true
  left join lateral (select k.id, k.reference, people.name as owner from cases k left join people on people.id = k.owner_id
    where k.child_id = e.child_id and k.authority_id = e.authority_id order by k.open desc, k.id desc limit 1) kase on true
  left join lateral (select (array_agg(i.outcome order by i.id desc))[1] as outcome, count(*)::int as attempts from return_interviews i where i.entry_id = e.id) said on true
  where e.list = 'police-missing' and (wanted is null or e.id = wanted) and (e.ends_on is not null or back.happened_at is not null)
    and e.authority_id = any ((select viewer_speaks_for('see-return-interviews'))::int[])
    and not exists (select from children c where c.id = e.child_id and c.restricted and not c.id = any ((select viewer_leave())::bigint[]))
    and coalesce(back.happened_at, e.ends_on::timestamp at time zone 'Europe/London') >= coalesce(
      (select min(happened_at) from authority_facts began where began.authority_id = e.authority_id and began.kind = 'duties-began'), '-infinity')
$$;
revoke execute on function returns_to_interview from public;
grant execute on function returns_to_interview to keepsight_app;

alter table return_interviews enable row level security;
create policy seen on return_interviews for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-return-interviews'))::int[]) and exists (select from returns_to_interview(entry_id)));
create policy made on return_interviews for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_speaks_for('hold-return-interview'))::int[])
  and exists (select from returns_to_interview(entry_id) r where r.authority_id = return_interviews.authority_id));
alter table return_interview_accounts enable row level security;
create policy seen on return_interview_accounts for select to keepsight_app using (
  cardinality((select viewer_speaks_for('hold-return-interview'))::int[]) > 0
  and exists (select from return_interviews i where i.id = interview_id and i.authority_id = any ((select viewer_speaks_for('hold-return-interview'))::int[])));
create policy made on return_interview_accounts for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from return_interviews i where i.id = interview_id and i.authority_id = any ((select viewer_speaks_for('hold-return-interview'))::int[])));
grant select, insert on return_interviews, return_interview_accounts to keepsight_app;
