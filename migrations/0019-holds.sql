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
  return exists (select from child_flags as flag where child_id = child and flag.flag = 'forced-marriage' and raised
    and not exists (select from child_flags as later where later.child_id = child and later.replaces = flag.id));

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
