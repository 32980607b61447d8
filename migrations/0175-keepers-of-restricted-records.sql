-- A restricted record is kept by those with leave whose post lets them lift the restriction. When the last of them had left, only whoever
-- could write to the database opened it again (G04).

-- Who keeps a record, and until which day; null where no end is known. Asked by the functions below, as their owner.
create function keepers_of(record bigint) returns table (person_id bigint, last_on date) language sql stable as $$
  select person_id, case when bool_and(last is not null) then max(last) end from (
  select given.person_id, least(post.last_on, (given.until_at at time zone 'Europe/London')::date) as last
  from restricted_leave given join children on children.id = given.child_id
    join lateral (select case when bool_and(until_on is not null) then max(until_on) end as last_on from posts
      where posts.person_id = given.person_id and posts.authority_id = children.authority_id and not posts.of_system
        and posts.area_id is null and current_date >= from_on and (until_on is null or current_date <= until_on)
        and exists (select from permissions where permissions.role = posts.role and act = 'restrict-child')
      having count(*) > 0) as post on true
  where given.child_id = record and (given.until_at is null or given.until_at > now())
    and not exists (select from restricted_leave ended where ended.child_id = given.child_id and ended.person_id = given.person_id
      and ended.given_at > given.given_at and ended.until_at <= ended.given_at)) as kept
  group by person_id
$$;

-- The restricted records of the viewer's authorities that nobody keeps, or one person alone, or whose last keeper goes within thirty days.
-- By a reference; it names no child.
create function restricted_records_at_risk() returns table (child_id bigint, reference text, keepers int, keeper text, last_on date)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, coalesce(
      (select reference from cases where cases.child_id = c.id order by open desc, id desc limit 1),
      (select reference from referrals where referrals.child_id = c.id order by id desc limit 1), c.upn),
    kept.keepers::int, people.name, kept.last_on
  from children c
    cross join lateral (select count(*) as keepers, (array_agg(k.person_id order by k.last_on desc nulls first, k.person_id))[1] as keeper,
      case when bool_and(k.last_on is not null) then max(k.last_on) end as last_on from keepers_of(c.id) k) as kept
    left join people on people.id = kept.keeper
  where c.restricted and c.authority_id = any (viewer_authorities('answer-for-broken-glass'))
    and (kept.keepers < 2 or kept.last_on < current_date + 30)
  order by kept.keepers, c.id
$$;

-- Where nobody keeps a record: leave for whoever opened it by broken glass in the last seven days and may lift restrictions, from another
-- who answers for broken glass. Answers the one who has leave now; null where none is given.
create function give_lost_leave(break bigint, given_at timestamptz) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into restricted_leave (child_id, person_id, given_by, given_at, reason)
  select b.child_id, b.person_id, viewer_id(), give_lost_leave.given_at, 'Nobody was left who could lift the restriction'
  from glass_breaks b join children c on c.id = b.child_id and c.restricted and c.authority_id = b.authority_id
  where b.id = break and b.person_id <> viewer_id() and b.made_at > now() - interval '7 days'
    and b.authority_id = any (viewer_authorities('answer-for-broken-glass'))
    and not exists (select from keepers_of(b.child_id))
    and exists (select from posts where posts.person_id = b.person_id and posts.authority_id = b.authority_id and not posts.of_system
      and posts.area_id is null and current_date >= from_on and (until_on is null or current_date <= until_on)
      and exists (select from permissions where permissions.role = posts.role and act = 'restrict-child'))
  returning person_id
$$;
revoke execute on function keepers_of, restricted_records_at_risk, give_lost_leave from public;
grant execute on function restricted_records_at_risk, give_lost_leave to keepsight_app;
