-- Posts follow from groups: worked out anew whenever a directory, a sign-in or an administrator changes what they stand on.

-- Whose secret this is, for a directory of staff alone: directories send one word for years and fetch no token (decision 28).
create function use_staff_secret(secret bytea, at timestamptz)
returns table (client_id bigint, person_id bigint, authority_id int, school_id int, agency_id int, scopes text[])
language sql security definer set search_path = public, pg_temp as $$
  update api_clients c set last_used_at = at where c.secret_hash = secret and c.scopes = '{staff}'
    and (c.last_used_at is null or c.last_used_at < at - interval '1 minute');
  select c.id, c.person_id, c.authority_id, c.school_id, c.agency_id, c.scopes from api_clients c
    where c.secret_hash = secret and c.scopes = '{staff}' and c.admitted_at is not null and c.withdrawn_at is null
      and c.expires_on >= (at at time zone 'Europe/London')::date
$$;

-- The person of an account that a directory tells of: whoever has this e-mail, else somebody new who has not signed in yet.
-- Nothing for a system's address.
create function person_of_staff(of_authority int, of_school int, called text, mail text) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare known people;
begin
  if not ((of_school is null and of_authority = any (viewer_authorities('keep-staff')))
    or coalesce(of_school = any (viewer_schools('keep-staff')), false)) then
    raise exception 'The viewer keeps no staff there.' using errcode = 'insufficient_privilege';
  end if;
  select * into known from people where lower(email) = lower(mail);
  if found then return case when known.issuer like 'keepsight%' then null else known.id end; end if;
  insert into people (issuer, subject, name, email) values ('invited', gen_random_uuid()::text, called, mail) returning * into known;
  return known.id;
end $$;

-- Tells a person by another name and e-mail; only where nobody but this directory has ever known them, so that no directory
-- takes somebody else's person over. Whether it was done.
create function rename_staff(account bigint, called text, mail text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare told staff_accounts;
begin
  select * into told from staff_accounts where id = account and case when school_id is null
    then authority_id = any (viewer_authorities('keep-staff')) else school_id = any (viewer_schools('keep-staff')) end;
  if not found
  or exists (select from staff_accounts other where other.person_id = told.person_id and other.id <> told.id)
  or exists (select from posts where posts.person_id = told.person_id and (posts.authority_id <> told.authority_id
    or (told.school_id is not null and posts.school_id is distinct from told.school_id)))
  or exists (select from people where id = told.person_id and issuer like 'keepsight%') then
    return false;
  end if;
  update people set name = called, email = mail where id = told.person_id;
  return true;
end $$;

-- What the provider said of somebody who signs in: kept for a person known by this subject, and for somebody new whose groups
-- hold a post and whose e-mail the provider has verified (else null) and nobody else has. Answers the person.
create function sign_in_by_groups(of_issuer text, of_subject text, called text, mail text, told text[], of_authority int, of_school int, at timestamptz)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare known bigint; lowered text[];
begin
  select coalesce(array_agg(lower(one)), '{}') into lowered from unnest(told) as one;
  select id into known from people where issuer = of_issuer and subject = of_subject;
  if known is null then
    if of_issuer like 'keepsight%' or of_issuer = 'invited' or mail is null
    or not exists (select from group_posts where lower(group_name) = any (lowered) and agreed_at is not null and ended_at is null)
    or exists (select from people where lower(email) = lower(mail)) then
      return null;
    end if;
    insert into people (issuer, subject, name, email) values (of_issuer, of_subject, called, mail) returning id into known;
  end if;
  insert into sign_in_groups (person_id, groups, authority_id, school_id, told_at) values (known, lowered, of_authority, of_school, at)
    on conflict (person_id) do update set groups = excluded.groups, authority_id = excluded.authority_id,
      school_id = excluded.school_id, told_at = excluded.told_at;
  return known;
end $$;

-- The authority and the school that a sign-in provider's organisation is: a school by its URN or number, an authority by its code.
create function organisation_named(of_urn text, of_laestab text, of_code text) returns table (authority_id int, school_id int)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.authority_id, s.id from schools s where s.urn = of_urn or s.laestab = of_laestab
  union all select a.id, null from authorities a where a.code = of_code limit 1
$$;

-- The posts that these people's groups give them, and where a directory says that they have left.
create function posts_by_group(of_people bigint[])
returns table (person_id bigint, group_post_id bigint, role text, authority_id int, area_id int, school_id int, agency_id int)
language sql stable set search_path = public, pg_temp as $$
  select distinct a.person_id, g.id, g.role, g.authority_id, g.area_id, g.school_id, g.agency_id
  from staff_accounts a join staff_group_members m on m.account_id = a.id join staff_groups s on s.id = m.group_id
  join group_posts g on g.authority_id = s.authority_id and lower(g.group_name) in (lower(s.display_name), lower(s.external_id))
    -- A school's own directory gives posts at that school alone.
    and (s.school_id is null or g.school_id = s.school_id)
  where a.person_id = any (of_people) and a.active and not g.of_organisation and g.agreed_at is not null and g.ended_at is null
  union
  select t.person_id, g.id, g.role, g.authority_id, g.area_id, case when g.of_organisation then t.school_id else g.school_id end, g.agency_id
  from sign_in_groups t join group_posts g on lower(g.group_name) = any (t.groups) join roles on roles.role = g.role
  where t.person_id = any (of_people) and g.agreed_at is not null and g.ended_at is null
    and (not g.of_organisation or (g.authority_id = t.authority_id and (roles.scope = 'school') = (t.school_id is not null)))
$$;

create function has_left(of_person bigint, of_authority int, of_school int) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select coalesce(bool_and(not active), false) from staff_accounts
  where person_id = of_person and authority_id = of_authority and (school_id is null or school_id = of_school)
$$;

-- Gives and ends posts of these people as their groups have it; posts given by hand end where the person has left. Safe to call
-- by anybody and again: it only draws the conclusion from what others have agreed. Answers what it changed.
create function renew_posts(of_people bigint[], at timestamptz)
returns table (person_id bigint, role text, authority_id int, given boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform from people where id = any (of_people) order by id for update;
  return query
  with wanted as (
    select * from posts_by_group(of_people) w where not has_left(w.person_id, w.authority_id, w.school_id)
  ), held as (
    select p.*, (select min(w.group_post_id) from wanted w where w.person_id = p.person_id and w.role = p.role
        and w.authority_id = p.authority_id and w.area_id is not distinct from p.area_id
        and w.school_id is not distinct from p.school_id and w.agency_id is not distinct from p.agency_id) as by_group
    from posts p where p.person_id = any (of_people) and not p.of_system and (p.until_on is null or p.until_on >= current_date)
  ), over as (
    update posts p set until_on = current_date - 1, ended_at = at from held h where h.id = p.id
      and (h.by_group is null and h.group_post_id is not null or has_left(h.person_id, h.authority_id, h.school_id))
    returning p.person_id, p.role, p.authority_id, false
  ), moved as (
    update posts p set group_post_id = h.by_group from held h where h.id = p.id and h.group_post_id is not null
      and h.by_group is not null and h.by_group <> h.group_post_id
    returning p.id
  ), new as (
    insert into posts (person_id, role, authority_id, area_id, school_id, agency_id, from_on, group_post_id)
    select distinct on (w.person_id, w.role, w.authority_id, w.area_id, w.school_id, w.agency_id)
      w.person_id, w.role, w.authority_id, w.area_id, w.school_id, w.agency_id, current_date, w.group_post_id
    from wanted w where not exists (select from held h where h.person_id = w.person_id and h.role = w.role
      and h.authority_id = w.authority_id and h.area_id is not distinct from w.area_id
      and h.school_id is not distinct from w.school_id and h.agency_id is not distinct from w.agency_id)
    order by w.person_id, w.role, w.authority_id, w.area_id, w.school_id, w.agency_id, w.group_post_id
    -- Given again on the day on which it ended.
    on conflict (person_id, role, authority_id, coalesce(area_id, 0), coalesce(school_id, 0), coalesce(agency_id, 0), from_on)
      do update set until_on = null, ended_at = null, group_post_id = excluded.group_post_id
    returning posts.person_id, posts.role, posts.authority_id, true
  )
  select * from over union all select * from new;
end $$;

-- Whom a group's post concerns: its members, those for whom a sign-in named it, and who holds the post by it.
create function people_of_group_post(of_group_post bigint) returns bigint[] language sql stable set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct person_id), '{}') from (
    select a.person_id from group_posts g join staff_groups s on s.authority_id = g.authority_id
        and (lower(s.display_name) = lower(g.group_name) or lower(s.external_id) = lower(g.group_name))
      join staff_group_members m on m.group_id = s.id join staff_accounts a on a.id = m.account_id where g.id = of_group_post
    union select t.person_id from group_posts g join sign_in_groups t on t.groups @> array[lower(g.group_name)] where g.id = of_group_post
    union select p.person_id from posts p where p.group_post_id = of_group_post) concerned
$$;

-- What a change of a group's post comes to: posts given and ended.
create function renewed_by(of_group_post bigint, at timestamptz) returns jsonb language sql set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('personId', person_id, 'role', role, 'authorityId', authority_id, 'given', given)), '[]')
  from renew_posts(people_of_group_post(of_group_post), at)
$$;

-- Puts a group's post in force: another person than who asked for it. The posts that it gives; nothing where it was not this.
create function agree_group_post(of_group_post bigint, at timestamptz) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update group_posts set agreed_at = at, agreed_by = viewer_id() where id = of_group_post and agreed_at is null and ended_at is null
    and asked_by <> viewer_id() and authority_id = any (viewer_authorities('keep-staff-groups'));
  if not found then return null; end if;
  return renewed_by(of_group_post, at);
end $$;

-- Ends a group's post and the posts by it, which it answers; nothing where it was not this, and null among them ('[null]') where
-- nobody would be left in the authority who keeps groups: then it ends nothing.
create function end_group_post(of_group_post bigint, at timestamptz) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare of_authority int; renewed jsonb;
begin
  -- One at a time in an authority: two who end two posts at once would each count on the other's.
  perform from authorities where id = (select authority_id from group_posts where id = of_group_post) for update;
  begin
    update group_posts set ended_at = at, ended_by = viewer_id() where id = of_group_post and ended_at is null
      and authority_id = any (viewer_authorities('keep-staff-groups')) returning authority_id into of_authority;
    if not found then return null; end if;
    renewed := renewed_by(of_group_post, at);
    if not exists (select from posts join permissions using (role) join people on people.id = posts.person_id
      where posts.authority_id = of_authority and permissions.act = 'keep-staff-groups' and not posts.of_system
        and people.issuer <> 'keepsight' and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on)) then
      raise exception 'Nobody would keep groups any more.' using errcode = 'KS001';
    end if;
    return renewed;
  exception when sqlstate 'KS001' then
    return '[null]';
  end;
end $$;

revoke execute on function use_staff_secret, person_of_staff, rename_staff, sign_in_by_groups, organisation_named, renew_posts,
  posts_by_group, has_left, people_of_group_post, renewed_by, agree_group_post, end_group_post from public;
grant execute on function use_staff_secret, person_of_staff, rename_staff, sign_in_by_groups, organisation_named, renew_posts,
  agree_group_post, end_group_post to keepsight_app;

-- Open cases by their owner: which of them belong to somebody who has left.
create index on cases (authority_id, owner_id) where open;
