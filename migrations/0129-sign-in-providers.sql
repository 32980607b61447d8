-- Several sign-in providers in one installation, each of which speaks for some places alone (docs/decisions/0032-several-sign-in-providers.md).

-- Whom each provider speaks for, as the server's own file has it; written at each start. Without a row there is one provider,
-- which speaks for everybody.
create table provider_trust (
  -- The issuer; where the file wants claims of it, these too, behind #.
  issuer text not null,
  -- The authority's code; null: of every authority.
  authority text check (authority ~ '^[0-9]{3}$'),
  -- Null: all three.
  part text check (part in ('council', 'schools', 'agencies')),
  -- A school's number or an agency's name; null: all of the part.
  place text check (place is null or part in ('schools', 'agencies'))
);
create index on provider_trust (issuer);
alter table provider_trust enable row level security;

-- Which provider somebody was sent to: what comes back by the address of another is refused.
alter table sign_ins add column provider text;

-- Whether the provider by which the holder signs in speaks for the place; a post that it does not speak for counts for nothing.
alter table posts add column vouched boolean not null default true;
create index on posts (id) where not vouched;

-- The same e-mail names another person at another provider: 0 for the first, then 1 and so on.
alter table people add column kept_apart int not null default 0;
create unique index on people (lower(email), kept_apart);
drop index people_lower_idx;

create function spoken_for(of_issuer text, of_authority int, of_school int, of_agency int) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select of_issuer = 'invited' or of_issuer like 'keepsight%' or not exists (select from provider_trust)
    or exists (select from provider_trust t where t.issuer = of_issuer
      and (t.authority is null or t.authority = (select code from authorities where id = of_authority))
      and (t.part is null or t.part = case when of_school is not null then 'schools' when of_agency is not null then 'agencies' else 'council' end)
      and (t.place is null or t.place = case t.part when 'schools' then (select laestab from schools where id = of_school)
        else (select name from agencies where id = of_agency) end))
$$;

-- Where somebody has a post, or an account that a directory told of.
create function places_of(of_person bigint) returns table (authority_id int, school_id int, agency_id int)
language sql stable set search_path = public, pg_temp as $$
  select authority_id, school_id, agency_id from posts where person_id = of_person and (until_on is null or until_on >= current_date)
  union select authority_id, school_id, null from staff_accounts where person_id = of_person and active
$$;

-- Whether an issuer speaks for every place of somebody; of nobody who has none, but where there is one provider.
create function speaks_for_all_of(of_issuer text, of_person bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select not exists (select from provider_trust)
    or coalesce((select bool_and(spoken_for(of_issuer, authority_id, school_id, agency_id)) from places_of(of_person)), false)
$$;

create function vouch_for_post() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.vouched := spoken_for((select issuer from people where id = new.person_id), new.authority_id, new.school_id, new.agency_id);
  return new;
end $$;
create trigger vouched before insert or update of person_id, authority_id, school_id, agency_id on posts
  for each row execute function vouch_for_post();

create function vouch_for_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update posts set vouched = spoken_for(new.issuer, authority_id, school_id, agency_id) where person_id = new.id;
  return null;
end $$;
create trigger vouched after update of issuer on people for each row when (old.issuer <> new.issuer) execute function vouch_for_person();

-- Takes up what the file of providers says, and tells posts apart by it; by the owner, at each start.
create function take_up_providers(told jsonb) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  lock table provider_trust in exclusive mode;
  delete from provider_trust;
  insert into provider_trust select * from jsonb_to_recordset(told) as t (issuer text, authority text, part text, place text);
  if not exists (select from provider_trust) then
    update posts set vouched = true where not vouched;
    return;
  end if;
  update posts set vouched = not vouched from people
    where people.id = person_id and vouched <> spoken_for(people.issuer, authority_id, school_id, agency_id);
end $$;

create or replace function viewer_posts(wanted text[]) returns setof posts language sql stable as $$
  select * from posts
  where person_id = viewer_id() and vouched and current_date >= from_on and (until_on is null or current_date <= until_on)
    and (exists (select from permissions where permissions.role = posts.role and act = any (wanted))
      or person_id = (select id from people where issuer = 'keepsight' and subject = 'keepsight'))
$$;

-- Gives an invited person the provider's subject, once: only where the provider speaks for all that they have been given.
create function bind_invited(of_issuer text, of_subject text, mail text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if of_issuer = 'invited' or of_issuer like 'keepsight%' then return false; end if;
  update people set issuer = of_issuer, subject = of_subject where id = (
    select id from people where issuer = 'invited' and lower(email) = lower(mail) and speaks_for_all_of(of_issuer, id) order by id limit 1);
  return found;
end $$;

-- The person whom an e-mail names at a place: whoever one provider could vouch for there and wherever else they have a place; else
-- somebody new, who has not signed in yet.
create function person_of_email(called text, mail text, of_authority int, of_school int, of_agency int) returns people
language plpgsql set search_path = public, pg_temp as $$
declare known people;
begin
  select * into known from people p where lower(p.email) = lower(mail) and (
    not exists (select from provider_trust) or p.issuer like 'keepsight%'
    or case p.issuer when 'invited' then not exists (select from places_of(p.id)) or exists (select from provider_trust t
        where spoken_for(t.issuer, of_authority, of_school, of_agency) and speaks_for_all_of(t.issuer, p.id))
      else spoken_for(p.issuer, of_authority, of_school, of_agency) end)
    order by p.issuer = 'invited', p.id limit 1;
  if known.id is null then
    insert into people (issuer, subject, name, email, kept_apart)
      select 'invited', gen_random_uuid()::text, called, mail, coalesce(max(kept_apart) + 1, 0) from people where lower(email) = lower(mail)
      returning * into known;
  end if;
  return known;
end $$;

create or replace function person_of_staff(of_authority int, of_school int, called text, mail text) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare known people;
begin
  if not ((of_school is null and of_authority = any (viewer_authorities('keep-staff')))
    or coalesce(of_school = any (viewer_schools('keep-staff')), false)) then
    raise exception 'The viewer keeps no staff there.' using errcode = 'insufficient_privilege';
  end if;
  known := person_of_email(called, mail, of_authority, of_school, null);
  return case when known.issuer like 'keepsight%' then null else known.id end;
end $$;

create or replace function sign_in_by_groups(of_issuer text, of_subject text, called text, mail text, told text[], of_authority int, of_school int, at timestamptz)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare known bigint; lowered text[];
begin
  select coalesce(array_agg(lower(one)), '{}') into lowered from unnest(told) as one;
  select id into known from people where issuer = of_issuer and subject = of_subject;
  if known is null then
    if of_issuer like 'keepsight%' or of_issuer = 'invited' or mail is null
    or not exists (select from group_posts g where lower(g.group_name) = any (lowered) and g.agreed_at is not null and g.ended_at is null
      and spoken_for(of_issuer, case when g.of_organisation then of_authority else g.authority_id end,
        case when g.of_organisation then of_school else g.school_id end, g.agency_id))
    -- Somebody else of this provider, or somebody invited for whom it speaks in part alone.
    or exists (select from people p where lower(p.email) = lower(mail) and (not exists (select from provider_trust)
      or p.issuer = of_issuer or p.issuer like 'keepsight%' or (p.issuer = 'invited' and exists (select from places_of(p.id) w
        where spoken_for(of_issuer, w.authority_id, w.school_id, w.agency_id))))) then
      return null;
    end if;
    insert into people (issuer, subject, name, email, kept_apart)
      select of_issuer, of_subject, called, mail, coalesce(max(kept_apart) + 1, 0) from people where lower(email) = lower(mail)
      returning id into known;
  end if;
  insert into sign_in_groups (person_id, groups, authority_id, school_id, told_at) values (known, lowered, of_authority, of_school, at)
    on conflict (person_id) do update set groups = excluded.groups, authority_id = excluded.authority_id,
      school_id = excluded.school_id, told_at = excluded.told_at;
  return known;
end $$;

create or replace function posts_by_group(of_people bigint[])
returns table (person_id bigint, group_post_id bigint, role text, authority_id int, area_id int, school_id int, agency_id int)
language sql stable set search_path = public, pg_temp as $$
  select distinct a.person_id, g.id, g.role, g.authority_id, g.area_id, g.school_id, g.agency_id
  from staff_accounts a join staff_group_members m on m.account_id = a.id join staff_groups s on s.id = m.group_id
  join group_posts g on g.authority_id = s.authority_id and lower(g.group_name) in (lower(s.display_name), lower(s.external_id))
    -- A school's own directory gives posts at that school alone.
    and (s.school_id is null or g.school_id = s.school_id)
  join people on people.id = a.person_id
  where a.person_id = any (of_people) and a.active and not g.of_organisation and g.agreed_at is not null and g.ended_at is null
    and spoken_for(people.issuer, g.authority_id, g.school_id, g.agency_id)
  union
  -- A group of the same name may mean anything at another council's provider.
  select t.person_id, g.id, g.role, g.authority_id, g.area_id, case when g.of_organisation then t.school_id else g.school_id end, g.agency_id
  from sign_in_groups t join group_posts g on lower(g.group_name) = any (t.groups) join roles on roles.role = g.role
  join people on people.id = t.person_id
  where t.person_id = any (of_people) and g.agreed_at is not null and g.ended_at is null
    and (not g.of_organisation or (g.authority_id = t.authority_id and (roles.scope = 'school') = (t.school_id is not null)))
    and spoken_for(people.issuer, g.authority_id, case when g.of_organisation then t.school_id else g.school_id end, g.agency_id)
$$;

revoke execute on function spoken_for, places_of, speaks_for_all_of, take_up_providers, bind_invited,
  person_of_email from public;
grant execute on function bind_invited to keepsight_app;
