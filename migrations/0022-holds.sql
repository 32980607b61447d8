-- While a forced marriage is suspected nobody approaches the family (E04). Only the safeguarding lead lifts that, who also
-- does the steps that procedures give to the role.
insert into permissions (role, act) values ('safeguarding-lead', 'do-step'), ('safeguarding-lead', 'lift-hold');

-- If the facts of a case say that a forced marriage is suspected: the one that happened last.
create function suspects_forced_marriage(kase bigint) returns boolean language sql stable
  return coalesce((select kind = 'concern-raised' from case_facts as fact
    where case_id = kase and kind in ('concern-raised', 'concern-settled') and details ->> 'about' = 'forced-marriage'
      and not exists (select from case_facts as later where later.case_id = kase and later.replaces = fact.id)
    order by happened_at desc, id desc limit 1), false);
-- If a child's own record says so.
create function is_flagged_forced_marriage(child bigint) returns boolean language sql stable
  -- One answer for each child: asked as "exists", every child's flags are read for a list.
  return coalesce((select true from child_flags as flag where child_id = child and flag.flag = 'forced-marriage' and raised
    and not exists (select from child_flags as later where later.child_id = child and later.replaces = flag.id) limit 1), false);

create function hold_is_lifted_by_lead() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  own_authority int;
begin
  if tg_table_name = 'child_flags' then
    select authority_id into own_authority from children where id = new.child_id;
  else
    select authority_id into own_authority from cases where id = new.case_id;
  end if;
  if viewer_id() is not null and not own_authority = any (viewer_authorities('lift-hold')) then
    raise exception 'Only the safeguarding lead lifts a hold.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger hold_is_lifted_by_lead before insert on case_facts for each row
  when (new.kind = 'concern-settled' and new.details ->> 'about' = 'forced-marriage') execute function hold_is_lifted_by_lead();
create trigger hold_is_lifted_by_lead before insert on child_flags for each row
  when (new.flag = 'forced-marriage' and not new.raised) execute function hold_is_lifted_by_lead();

-- The flag of a child and the facts of the open case never disagree once a transaction is over.
create function hold_agrees() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  child bigint;
begin
  if tg_table_name = 'child_flags' then
    child := new.child_id;
  else
    select child_id into child from cases where id = new.case_id;
  end if;
  if exists (select from cases where child_id = child and open
      and suspects_forced_marriage(id) <> is_flagged_forced_marriage(child)) then
    raise exception 'The flag of child % and the facts of the open case disagree about a forced marriage.', child;
  end if;
  return null;
end $$;
create constraint trigger hold_agrees after insert on case_facts deferrable initially deferred for each row
  when (viewer_id() is not null and new.kind in ('case-opened', 'case-reopened', 'concern-raised', 'concern-settled')) execute function hold_agrees();
create constraint trigger hold_agrees after insert on child_flags deferrable initially deferred for each row
  when (viewer_id() is not null and new.flag = 'forced-marriage') execute function hold_agrees();

-- Who lives or lived with a child, or shares a carer: a brother or sister must not vanish when the family moves.
create index on child_addresses (postcode) where postcode is not null;
-- A column and not an expression: only what cannot leak is looked up before row-level security is asked.
alter table carers add column name_key text not null generated always as (lower(btrim(name))) stored;
create index on carers (name_key);

-- The children who share an unhidden address with this one, or once did, or a carer of the same name and telephone number.
create function children_together(child bigint)
returns table (id bigint, lives_there boolean, was_there boolean, until_on date, shares_carer boolean) language sql stable as $$
  select found.id, bool_or(found.lives_there), bool_or(found.was_there), max(found.until_on), bool_or(found.shares_carer)
  from (
    select theirs.child_id as id, mine.certainty <> 'left' and theirs.certainty <> 'left' as lives_there,
      mine.certainty = 'left' or theirs.certainty = 'left' as was_there,
      least(case when mine.certainty = 'left' then mine.until_on end, case when theirs.certainty = 'left' then theirs.until_on end) as until_on,
      false as shares_carer
    from child_addresses as mine join child_addresses as theirs on theirs.postcode = mine.postcode and theirs.child_id <> mine.child_id
    where mine.child_id = child and mine.postcode not like 'ZZ99%' and not mine.hidden and not theirs.hidden
      and lower(mine.lines) = lower(theirs.lines)
      and not exists (select from child_addresses as later where later.child_id = mine.child_id and later.replaces = mine.id)
      and not exists (select from child_addresses as later where later.child_id = theirs.child_id and later.replaces = theirs.id)
    union all
    select theirs.child_id, false, false, null, true
    from carers as mine join carers as theirs on theirs.name_key = mine.name_key and theirs.child_id <> mine.child_id
    where mine.child_id = child and mine.phones && theirs.phones
      and not exists (select from carers as later where later.child_id = mine.child_id and later.replaces = mine.id)
      and not exists (select from carers as later where later.child_id = theirs.child_id and later.replaces = theirs.id)
  ) as found group by found.id
$$;

-- What became of the referrals of an authority, the latest first.
create index on referrals (authority_id, received_at, id);
