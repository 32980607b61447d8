-- Break-glass: somebody without leave for a restricted child, whose role may in an emergency, opens the record with a written
-- reason. It lapses by itself, those who answer for it are told, and for everybody else the child still does not exist.
insert into permissions (role, act) values
  ('cme-officer', 'break-glass'), ('named-officer', 'break-glass'), ('safeguarding-lead', 'break-glass'),
  ('named-officer', 'answer-for-broken-glass'), ('safeguarding-lead', 'answer-for-broken-glass'), ('auditor', 'answer-for-broken-glass');

create table glass_breaks (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  child_id bigint not null references children,
  person_id bigint not null references people,
  -- What was asked for: the reference of a case or referral, or a UPN. Never a name.
  asked text not null,
  reason text not null check (length(btrim(reason)) >= 20),
  made_at timestamptz not null default now(),
  until_at timestamptz not null,
  check (until_at > made_at and until_at <= made_at + interval '12 hours')
);
create index on glass_breaks (person_id, until_at);
create index on glass_breaks (authority_id, id desc);
create index on glass_breaks (child_id);
select protect_facts('glass_breaks');

-- What somebody who answers for it says of it: another than whoever broke the glass.
create table glass_reviews (
  id bigint generated always as identity primary key,
  break_id bigint not null unique references glass_breaks,
  justified boolean not null,
  words text not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on glass_reviews (made_by);
select protect_facts('glass_reviews');

alter table glass_breaks enable row level security;
-- Nobody inserts but through break_glass below.
create policy seen on glass_breaks for select to keepsight_app using (person_id = (select viewer_id())
  or authority_id = any ((select viewer_authorities('answer-for-broken-glass'))::int[]));
grant select on glass_breaks to keepsight_app;
alter table glass_reviews enable row level security;
create policy seen on glass_reviews for select to keepsight_app using (exists (select from glass_breaks where glass_breaks.id = break_id));
create policy made on glass_reviews for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from glass_breaks where glass_breaks.id = break_id and person_id <> (select viewer_id())
    and authority_id = any ((select viewer_authorities('answer-for-broken-glass'))::int[])));
grant select, insert on glass_reviews to keepsight_app;

-- Leave that somebody gave; what broken glass shows for some hours is no leave to give on or to lift a restriction by.
alter function viewer_leave() rename to viewer_standing_leave;
create function viewer_leave() returns bigint[] language sql stable security definer set search_path = public, pg_temp as $$
  select viewer_standing_leave() || coalesce((select array_agg(child_id) from glass_breaks
    where person_id = viewer_id() and until_at > now()), '{}')
$$;
-- Policies hold on to the function that was renamed: they ask the new one from here on.
drop policy seen on children;
create policy seen on children for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('see-child'))::int[]) or area_id = any ((select viewer_areas('see-child'))::int[])
    or school_id = any ((select viewer_schools('see-child'))::int[]))
  and (not restricted or id = any ((select viewer_leave())::bigint[])));
drop policy seen on cases;
create policy seen on cases for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('see-case'))::int[]) or area_id = any ((select viewer_areas('see-case'))::int[]))
  and (not restricted or child_id = any ((select viewer_leave())::bigint[])));
drop policy seen on referrals;
create policy seen on referrals for select to keepsight_app using (
  ((authority_id = any ((select viewer_authorities('see-case'))::int[]) or area_id = any ((select viewer_areas('see-case'))::int[]))
    or school_id = any ((select viewer_schools('see-my-school'))::int[]) or agency_id = any ((select viewer_agencies('answer-for-agency'))::int[])
    or made_by = (select viewer_id()))
  and (not restricted or child_id = any ((select viewer_leave())::bigint[])));
drop policy given on restricted_leave;
create policy given on restricted_leave for insert to keepsight_app with check (given_by = (select viewer_id())
  and exists (select from children where children.id = child_id and authority_id = any ((select viewer_authorities('restrict-child'))::int[])
    and (not children.restricted or children.id = any ((select viewer_standing_leave())::bigint[]))));

create or replace function restriction_is_allowed() returns trigger language plpgsql as $$
begin
  if viewer_id() is not null and (not new.authority_id = any (viewer_authorities('restrict-child'))
      or old.restricted and not new.id = any (viewer_standing_leave())) then
    raise exception 'The viewer may not restrict a child.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- Opens the record that a reference or UPN names, for four hours; no row where nothing opens: it is not there, not restricted, in
-- another authority, or open to the viewer already. Which of these, nobody learns.
create function break_glass(reference text, why text)
returns table (break_id bigint, child bigint, authority int, until_at timestamptz) language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_child children%rowtype;
  wanted text := upper(btrim(reference));
begin
  select children.* into found_child from children
    where children.restricted and children.authority_id = any (viewer_authorities('break-glass'))
      and not children.id = any (viewer_leave())
      and (children.upn = wanted
        or children.id = (select cases.child_id from cases where cases.reference = wanted)
        or children.id = (select referrals.child_id from referrals where referrals.reference = wanted))
    order by children.id limit 1;
  if found_child.id is null then return; end if;
  return query insert into glass_breaks as broken (authority_id, child_id, person_id, asked, reason, until_at)
    values (found_child.authority_id, found_child.id, viewer_id(), wanted, why, now() + interval '4 hours')
    returning broken.id, broken.child_id, broken.authority_id, broken.until_at;
end $$;
revoke execute on function break_glass from public;
grant execute on function break_glass to keepsight_app;
