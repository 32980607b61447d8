-- What may be feared for a child has its own route: a flag begins it (E05). Honour-based abuse holds a case as a forced marriage does.
create function holding_flags() returns text[] language sql immutable return array['forced-marriage', 'honour-based-abuse'];

-- If the facts of a case say that this is feared: the one that happened last.
create function is_feared(kase bigint, fear text) returns boolean language sql stable
  return coalesce((select kind = 'concern-raised' from case_facts as fact
    where case_id = kase and kind in ('concern-raised', 'concern-settled') and details ->> 'about' = fear
      and not exists (select from case_facts as later where later.case_id = kase and later.replaces = fact.id)
    order by happened_at desc, id desc limit 1), false);
-- If a child's own record says that nobody approaches the family, as one answer for each child.
create function is_approach_barred(child bigint) returns boolean language sql stable
  return coalesce((select true from child_flags as flag where child_id = child and flag.flag = any (holding_flags()) and raised
    and not exists (select from child_flags as later where later.child_id = child and later.replaces = flag.id) limit 1), false);
-- If the facts of a case say so.
create function bars_approach(kase bigint) returns boolean language sql stable
  return is_feared(kase, 'forced-marriage') or is_feared(kase, 'honour-based-abuse');

create or replace function hold_agrees() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  child bigint;
  fear text;
begin
  if tg_table_name = 'child_flags' then
    child := new.child_id;
  else
    select child_id into child from cases where id = new.case_id;
  end if;
  foreach fear in array holding_flags() loop
    if exists (select from cases where child_id = child and open and is_feared(id, fear) <> exists (
        select from child_flags as flag where flag.child_id = child and flag.flag = fear and raised
          and not exists (select from child_flags as later where later.child_id = child and later.replaces = flag.id))) then
      raise exception 'The flag of child % and the facts of the open case disagree about %.', child, fear;
    end if;
  end loop;
  return null;
end $$;

create or replace function letter_may_go() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  child bigint;
begin
  select child_id into child from cases where id = new.case_id;
  if viewer_id() is not null and (bars_approach(new.case_id) or is_approach_barred(child)) then
    raise exception 'Nobody writes to this family now.' using errcode = 'restrict_violation';
  end if;
  if exists (select from child_addresses hiding where hiding.child_id = child and hiding.hidden
      and not exists (select from child_addresses later where later.child_id = child and later.replaces = hiding.id)
      and said_in(hiding.lines, hiding.postcode, new.address || ' ' || new.body)) then
    raise exception 'A letter says an address that is hidden.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

drop trigger hold_is_lifted_by_lead on case_facts;
drop trigger hold_is_lifted_by_lead on child_flags;
drop trigger hold_agrees on child_flags;
drop function suspects_forced_marriage, is_flagged_forced_marriage;
create trigger hold_is_lifted_by_lead before insert on case_facts for each row
  when (new.kind = 'concern-settled' and new.details ->> 'about' in ('forced-marriage', 'honour-based-abuse')) execute function hold_is_lifted_by_lead();
create trigger hold_is_lifted_by_lead before insert on child_flags for each row
  when (new.flag in ('forced-marriage', 'honour-based-abuse') and not new.raised) execute function hold_is_lifted_by_lead();
create constraint trigger hold_agrees after insert on child_flags deferrable initially deferred for each row
  when (viewer_id() is not null and new.flag in ('forced-marriage', 'honour-based-abuse')) execute function hold_agrees();

-- Flags from before: the open case says the same, so that its steps begin when it is next worked out.
insert into case_facts (case_id, kind, details, happened_at, made_at, made_by)
select distinct on (cases.id, flag.flag) cases.id, 'concern-raised', jsonb_build_object('about', flag.flag), now(), now(), flag.made_by
from child_flags as flag join cases on cases.child_id = flag.child_id and cases.open
where flag.raised and flag.flag in ('trafficking', 'exploitation', 'honour-based-abuse', 'fgm')
  and not exists (select from child_flags as later where later.child_id = flag.child_id and later.replaces = flag.id)
  and not is_feared(cases.id, flag.flag)
order by cases.id, flag.flag, flag.id;

-- What is decided on a fear that a flag or a fact raised, beside the questions.
alter table safeguarding_decisions alter column assessment_id drop not null,
  add column concern_id bigint,
  add check ((assessment_id is null) <> (concern_id is null)),
  add foreign key (case_id, concern_id) references case_facts (case_id, id);
create index on safeguarding_decisions (concern_id) where concern_id is not null;
