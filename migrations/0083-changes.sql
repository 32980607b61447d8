-- What happened, for systems that follow: which record, and in one word what. A row names nobody and holds no content; who may see it
-- follows from who may see the record. It gets its place in the feed after its transaction has ended, by one numberer at a time: a
-- sequence alone would let a reader pass a row whose transaction ends later than its neighbour's, and miss it for ever.
create table changes (
  id bigint generated always as identity primary key,
  position bigint unique,
  kind text not null check (kind in ('referral-received', 'referral-acknowledged', 'referral-answered', 'case-opened', 'case-changed',
    'case-closed', 'case-reopened')),
  authority_id int not null references authorities,
  school_id int references schools,
  agency_id int references agencies,
  case_id bigint references cases,
  referral_id bigint references referrals,
  happened_at timestamptz not null,
  constraint of_one_record check ((case_id is null) <> (referral_id is null))
);
create index on changes (id) where position is null;
create index on changes (authority_id, position);
create index on changes (school_id, position) where school_id is not null;
create index on changes (agency_id, position) where agency_id is not null;
create index on changes (case_id) where case_id is not null;
create index on changes (referral_id) where referral_id is not null;
alter table changes enable row level security;
create policy seen on changes for select to keepsight_app using (
  case when case_id is null then exists (select from referrals where referrals.id = referral_id)
  else exists (select from cases where cases.id = case_id) end);
grant select on changes to keepsight_app;

create sequence change_positions;

-- Numbers what has been committed, in the order of its ids. Whoever finds another at it goes on without: what it numbers is in their
-- next answer.
create function number_changes() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from changes where position is null) or not pg_try_advisory_xact_lock(hashtext('number changes')) then return; end if;
  update changes set position = numbered.position
    from (select id, nextval('change_positions') as position from (select id from changes where position is null order by id) waiting) numbered
    where changes.id = numbered.id;
end $$;
revoke execute on function number_changes from public;
grant execute on function number_changes to keepsight_app;

create function tell_case_changes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into changes (kind, authority_id, case_id, happened_at)
  select kind, cases.authority_id, case_id, made_at from (
    select min(id) as id, case_id, max(made_at) as made_at,
      case when kind in ('case-opened', 'case-closed', 'case-reopened') then kind else 'case-changed' end as kind
    from made group by 2, 4) told join cases on cases.id = case_id order by told.id;
  return null;
end $$;
create trigger tell_case_changes after insert on case_facts referencing new table as made for each statement execute function tell_case_changes();

create function tell_referrals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into changes (kind, authority_id, school_id, agency_id, referral_id, happened_at)
  select 'referral-received', authority_id, school_id, agency_id, id, made_at from made order by id;
  return null;
end $$;
create trigger tell_referrals after insert on referrals referencing new table as made for each statement execute function tell_referrals();

-- The first word to a sender is the acknowledgement; the others say what became of it.
create function tell_progress() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into changes (kind, authority_id, school_id, agency_id, referral_id, happened_at)
  select case when exists (select from referral_progress earlier where earlier.referral_id = made.referral_id and earlier.id < made.id)
      then 'referral-answered' else 'referral-acknowledged' end,
    authority_id, school_id, agency_id, referrals.id, made.made_at from made join referrals on referrals.id = made.referral_id order by made.id;
  return null;
end $$;
create trigger tell_progress after insert on referral_progress referencing new table as made for each statement execute function tell_progress();

-- Whoever acts in any role may follow what happens to the records that they may know of.
insert into permissions (role, act) select role, 'follow-changes' from roles where role not in ('list-sender', 'school-list-sender');
