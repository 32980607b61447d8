-- Which trust each school is in, as the national register (Get Information about Schools) tells it: the latest time that it
-- joined. No child stands in it, and whoever may know of a school may know of its trust.
create table school_trusts (
  id bigint generated always as identity primary key,
  school_id int not null references schools,
  -- The trust's number in the register, the Group UID: a name changes.
  trust_uid text not null check (trust_uid ~ '^[0-9]{1,10}$'),
  trust text not null check (trust <> ''),
  joined_on date not null,
  left_on date check (left_on >= joined_on),
  unique (school_id, trust_uid)
);
create index on school_trusts (trust_uid);
grant select on school_trusts to keepsight_app;

-- A group's post that was asked for as one of a trust's, at each of its schools.
alter table group_posts add column trust_uid text;
grant insert (trust_uid) on group_posts to keepsight_app;
create index on group_posts (authority_id, trust_uid) where trust_uid is not null and ended_at is null;

-- Merges which school is in which trust. What is over for a school that is not here any more is passed over.
create function merge_trusts(for_import bigint, row_numbers bigint[], authority_ids int[], row_keys text[], said text[],
  joined date[], ended date[])
returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare answer jsonb;
begin
  if (select places_not_to_import(array_agg(id), array_agg(null::int)) from unnest(authority_ids) as named (id))
  or not exists (select from imports where id = for_import and made_by = viewer_id()) then
    raise exception 'The viewer may not import these trusts.' using errcode = 'insufficient_privilege';
  end if;
  with given as materialized (
    select r.row_number, r.joined_on, r.left_on, about.*, schools.id as school_id,
      row_number() over (partition by r.row_key order by r.joined_on desc, r.row_number) as nth
    from unnest(row_numbers, authority_ids, row_keys, said, joined, ended) as r (row_number, authority_id, row_key, said, joined_on, left_on)
      cross join jsonb_to_record(r.said::jsonb) as about (urn text, uid text, name text)
      left join schools on schools.urn = about.urn and schools.authority_id = r.authority_id
  ),
  judged as materialized (
    select given.*, case
      when nth > 1 then 'same'
      when given.school_id is null then case when given.left_on is null then 'not-in-register' else 'same' end
      when known.id is null then 'new'
      when known.joined_on > given.joined_on then 'same'
      when (known.trust, known.joined_on, known.left_on) is not distinct from (given.name, given.joined_on, given.left_on) then 'same'
      else 'changed' end as verdict
    from given left join school_trusts known on known.school_id = given.school_id and known.trust_uid = given.uid
  ),
  kept as (
    insert into school_trusts (school_id, trust_uid, trust, joined_on, left_on)
    select school_id, uid, name, joined_on, left_on from judged where verdict in ('new', 'changed')
    on conflict (school_id, trust_uid) do update set trust = excluded.trust, joined_on = excluded.joined_on, left_on = excluded.left_on
  )
  select jsonb_build_object(
    'new', count(*) filter (where verdict = 'new'),
    'changed', count(*) filter (where verdict = 'changed'),
    'same', count(*) filter (where verdict = 'same'),
    'refused', coalesce(jsonb_agg(jsonb_build_object('row', row_number, 'why', verdict)) filter (where verdict = 'not-in-register'), '[]'))
  into answer from judged;
  return answer;
end $$;
revoke execute on function merge_trusts from public;
grant execute on function merge_trusts to keepsight_app;
