-- A school sees what procedures ask of it for its own pupils, in a case or on a referral that was passed on, though it may see neither: what
-- to do, by which clause and by when. Never of a restricted child, and nothing that is suspended; what a hold forbids is left out too, so that
-- a school cannot read a hold from a step that it is told not to take.
create function owed_by_schools(of_schools int[], held_acts text[], holding_flags text[])
returns table (child_id bigint, reference text, act text, asks text, clause text, due_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with owed as (
    select cases.child_id, cases.reference, o.act, o.asks, o.clause, o.due_at
    from cases join obligations o on o.case_id = cases.id
    where cases.school_id = any (of_schools) and cases.school_id = any (viewer_schools('see-my-school')) and not cases.restricted
      and o.role = 'school-attendance-officer' and o.state in ('open', 'due-soon', 'overdue')
    union all
    select r.child_id, r.reference, o.act, o.asks, o.clause, o.due_at
    from referrals r join referral_obligations o on o.referral_id = r.id
    where r.school_id = any (of_schools) and r.school_id = any (viewer_schools('see-my-school')) and not r.restricted and r.child_id is not null
      and o.role = 'school-attendance-officer' and o.state in ('open', 'due-soon', 'overdue'))
  select owed.* from owed join children on children.id = owed.child_id
  where not children.restricted and not (owed.act = any (held_acts) and exists (
    select from child_flags f where f.child_id = owed.child_id and f.flag = any (holding_flags) and f.raised
      and not exists (select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)))
  order by owed.due_at, owed.child_id limit 50
$$;
revoke execute on function owed_by_schools(int[], text[], text[]) from public;
grant execute on function owed_by_schools(int[], text[], text[]) to keepsight_app;
