-- How the rows of a file become what is known. Two narrow doors: each checks once, at its head, that the viewer may
-- import for every school and authority in the rows, and then merges them as sets. Checked row by row by row-level
-- security, a school roll of 100,000 would take minutes.

-- A row that was read and found clear, ready to be merged. The order is that of src/feeds/incoming-row.ts.
create type incoming_row as (
  row_number bigint, authority_id int, school_id int, row_key text,
  forename text, middle_names text, surname text, other_forename text, other_surname text,
  date_of_birth date, sex text, upn text, former_upn text, address text, postcode text, starts_on date, ends_on date,
  forename_key text, surname_key text, other_surname_key text, other jsonb, content_hash bytea,
  -- Only on school rolls.
  preferred_surname text, former_surname text,
  year_group text, ethnicity text, first_language text, special_educational_needs text, leaving_reason text, destination text,
  carer_1 text, carer_1_relationship text, carer_1_responsibility text, carer_1_phone text,
  carer_2 text, carer_2_relationship text, carer_2_responsibility text, carer_2_phone text
);

-- Whether the viewer may not import for one of these places; school null stands for the whole authority. Asked for all of
-- a file's places at once: one at a time, the asking took a fifth of an import.
create function places_not_to_import(authority_ids int[], school_ids int[]) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from (select distinct * from unnest(authority_ids, school_ids) as named (authority_id, school_id)) place
    where not exists (
      select from posts join permissions using (role)
      where person_id = viewer_id() and act in ('import-roll', 'mend-rejected-row')
        and current_date >= from_on and (until_on is null or current_date <= until_on)
        and posts.authority_id = place.authority_id and area_id is null and (posts.school_id is null or posts.school_id = place.school_id))
    or (place.school_id is not null and not exists (
      select from schools where schools.id = place.school_id and schools.authority_id = place.authority_id)))
$$;

create function refuse_foreign_rows(for_import bigint, incoming incoming_row[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select places_not_to_import(array_agg(authority_id), array_agg(school_id)) from unnest(incoming))
  -- Under a file that the viewer sent, or whose refused rows they may mend: nobody puts rows into another's file.
  or not exists (select from imports where id = for_import and (made_by = viewer_id() or authority_id is null
    or not places_not_to_import(array[authority_id], array[school_id]))) then
    raise exception 'The viewer may not import these rows.' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Merges rows of school rolls: list entries, children, and the facts that the rows newly say. Answers how many were new,
-- changed and the same, and which rows it could not take and why. No two rows of one call may be about the same child.
create function merge_roll_rows(for_import bigint, at timestamptz, today date, incoming incoming_row[])
returns jsonb language plpgsql security definer set search_path = public, pg_temp
-- The first file meets empty tables, and a plan made for those would read whole tables for each row ever after: each
-- look-up below is to be one search of one index.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
declare
  actor bigint := viewer_id();
  said_by text := 'school roll, file ' || for_import;
  answer jsonb;
  touched bigint[];
begin
  perform refuse_foreign_rows(for_import, incoming);
  -- Batches of one file share this; a row that is merged by itself holds it alone: see feeds/import-turns.store.ts.
  perform pg_advisory_xact_lock_shared(728114005);

  with judged as materialized (
    select r.*, coalesce(entry.id, namesake.id) as entry_id,
      coalesce(entry.child_id, by_upn.id, namesake.child_id) as known_child,
      coalesce(entry.child_id, by_upn.id, namesake.child_id, nextval('children_id_seq')) as child_id,
      case
        when entry.content_hash = r.content_hash then 'same'
        when entry.last_import_id = for_import then 'repeated'
        when entry.last_import_id > for_import then 'superseded'
        -- Typed for a brother or sister: another forename and another birthday under one UPN.
        when (entry.date_of_birth <> r.date_of_birth and entry.forename_key <> r.forename_key)
          or (by_upn.date_of_birth <> r.date_of_birth and lower(by_upn.forename) <> lower(r.forename)) then 'another-child'
        when entry.id is null and namesake.id is null then 'new'
        else 'changed' end as verdict
    from unnest(incoming) r
    left join lateral (
      select id, child_id, content_hash, last_import_id, date_of_birth, forename_key from list_entries e
      where e.authority_id = r.authority_id and e.list = 'school-roll' and coalesce(e.school_id, 0) = r.school_id and e.row_key = r.row_key limit 1) entry on true
    left join lateral (
      select id, date_of_birth, forename from children c
      -- The one known first; ordered by id, the primary key would be searched from its start for each row.
      where entry.id is null and c.upn = r.upn and c.authority_id = r.authority_id order by made_at, id limit 1) by_upn on true
    -- The same pupil with a UPN where there was none, or with another.
    left join lateral (
      select min(id) as id, min(e.child_id) as child_id from list_entries e
      where entry.id is null and by_upn.id is null and e.date_of_birth = r.date_of_birth and e.surname_key = r.surname_key
        and e.forename_key = r.forename_key and e.sex is not distinct from r.sex and e.school_id = r.school_id
        and e.list = 'school-roll' and e.last_import_id <> for_import and r.surname_key <> '' and r.forename_key <> ''
      having count(*) = 1) namesake on true
  ),
  merging as (
    select *, known_child is null as fresh,
      coalesce(starts_on, today) <= today and coalesce(ends_on, today) >= today as on_roll
    from judged where verdict in ('new', 'changed')
  ),
  made_children as (
    insert into children (id, authority_id, area_id, school_id, on_roll, forename, surname, date_of_birth, sex, upn, postcode, educated, made_at)
    overriding system value
    select child_id, authority_id, (select area_id from schools where schools.id = merging.school_id), school_id, on_roll,
      forename, surname, date_of_birth, sex, upn, postcode, case when on_roll then 'on-roll' else 'unknown' end, at
    from merging where fresh
  ),
  names as (
    insert into child_names (child_id, kind, forename, middle_names, surname, source, made_at, made_by)
    select child_id, said.kind, said.forename, said.middle_names, said.surname, said_by, at, actor
    from merging m cross join lateral (
      select 'legal' as kind, m.forename, m.middle_names, m.surname
      union all select 'preferred', coalesce(nullif(m.other_forename, ''), m.forename), '', coalesce(m.preferred_surname, m.surname)
        where m.other_forename <> '' or m.preferred_surname is not null
      union all select 'former', m.forename, '', m.former_surname where m.former_surname is not null) said
    where m.fresh or (said.forename, said.middle_names, said.surname) is distinct from (
      select row (k.forename, k.middle_names, k.surname) from child_names k where k.child_id = m.child_id and k.kind = said.kind
      order by k.source like 'school roll%' desc, id desc limit 1)
  ),
  identifiers as (
    insert into child_identifiers (child_id, kind, value, source, made_at, made_by)
    select child_id, said.kind, said.value, said_by, at, actor
    from merging m cross join lateral (
      select case when right(m.upn, 1) between '0' and '9' then 'upn' else 'temporary-upn' end as kind, m.upn as value where m.upn is not null
      union all select 'former-upn', m.former_upn where m.former_upn is not null) said
    where m.fresh or not exists (
      select from child_identifiers k where k.child_id = m.child_id and k.kind = said.kind and k.value = said.value)
  ),
  addresses as (
    insert into child_addresses (child_id, lines, postcode, source, made_at, made_by)
    select child_id, address, postcode, said_by, at, actor from merging m
    where (address <> '' or postcode is not null) and (m.fresh or (address, postcode) is distinct from (
      select row (k.lines, k.postcode) from child_addresses k where k.child_id = m.child_id
      order by k.source like 'school roll%' desc, id desc limit 1))
  ),
  carers_named as (
    insert into carers (child_id, name, relationship, parental_responsibility, phones, source, made_at, made_by, replaces)
    select child_id, said.name, said.relationship, said.responsibility, array_remove(array[said.phone], null), said_by, at, actor, known.id
    from merging m
    cross join lateral (
      select m.carer_1 as name, m.carer_1_relationship as relationship, m.carer_1_responsibility as responsibility, m.carer_1_phone as phone where m.carer_1 is not null
      union all select m.carer_2, m.carer_2_relationship, m.carer_2_responsibility, m.carer_2_phone where m.carer_2 is not null) said
    left join lateral (
      select id, relationship, parental_responsibility, phones from carers k
      where not m.fresh and k.child_id = m.child_id and lower(k.name) = lower(said.name)
      order by k.source like 'school roll%' desc, id desc limit 1) known on true
    where known.id is null or (said.relationship, said.responsibility, array_remove(array[said.phone], null))
      is distinct from (known.relationship, known.parental_responsibility, known.phones)
  ),
  particulars as (
    insert into child_particulars (child_id, date_of_birth, sex, ethnicity, first_language, special_educational_needs, year_group, source, made_at, made_by, replaces)
    select child_id, date_of_birth, sex, ethnicity, first_language, special_educational_needs, year_group, said_by, at, actor, known.id
    from merging m
    left join lateral (
      select id, row (k.date_of_birth, k.sex, k.ethnicity, k.first_language, k.special_educational_needs, k.year_group) as said
      from child_particulars k where not m.fresh and k.child_id = m.child_id
      order by k.source like 'school roll%' desc, id desc limit 1) known on true
    where known.id is null or known.said is distinct from
      row (m.date_of_birth, m.sex, m.ethnicity, m.first_language, m.special_educational_needs, m.year_group)
  ),
  spells as (
    insert into provisions (child_id, kind, school_id, from_on, until_on, leaving_reason, destination, source, made_at, made_by, replaces)
    select m.child_id, 'on-roll', m.school_id, m.starts_on, m.ends_on, m.leaving_reason, m.destination, said_by, at, actor,
      -- Another word about the same time at the school; a return after it had ended is a new time.
      case when known.from_on is not distinct from m.starts_on or known.until_on is null or m.starts_on <= known.until_on then known.id end
    from merging m
    left join lateral (
      select id, from_on, until_on, leaving_reason, destination from provisions k
      where not m.fresh and k.child_id = m.child_id and k.school_id = m.school_id and k.kind = 'on-roll'
      order by id desc limit 1) known on true
    where known.id is null or (m.starts_on, m.ends_on, m.leaving_reason, m.destination)
      is distinct from (known.from_on, known.until_on, known.leaving_reason, known.destination)
  ),
  new_entries as (
    insert into list_entries (authority_id, list, school_id, row_key, child_id, forename, middle_names, surname, other_forename,
      other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key,
      other_surname_key, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
    select authority_id, 'school-roll', school_id, row_key, child_id, forename, middle_names, surname, other_forename,
      other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key,
      other_surname_key, content_hash, for_import, for_import, at, at
    from merging where verdict = 'new'
  ),
  changed_entries as (
    update list_entries e set (row_key, forename, middle_names, surname, other_forename, other_surname, date_of_birth, sex, upn,
        former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key, other_surname_key, content_hash,
        last_import_id, last_seen_at) =
      (case when m.upn is null then e.row_key else m.row_key end, m.forename, m.middle_names, m.surname, m.other_forename,
        m.other_surname, m.date_of_birth, m.sex, m.upn, m.former_upn, m.address, m.postcode, m.starts_on, m.ends_on, m.other,
        m.forename_key, m.surname_key, m.other_surname_key, m.content_hash, for_import, at)
    from merging m where m.verdict = 'changed' and e.id = m.entry_id
  ),
  entries_seen as (
    update list_entries e set last_import_id = for_import, last_seen_at = at
    from judged j where j.verdict = 'same' and e.id = j.entry_id and e.last_import_id <= for_import
  )
  select
    jsonb_build_object(
      'new', count(*) filter (where verdict = 'new'),
      'changed', count(*) filter (where verdict = 'changed'),
      'same', count(*) filter (where verdict = 'same'),
      'refused', coalesce(jsonb_agg(jsonb_build_object('row', row_number, 'why', verdict))
        filter (where verdict not in ('new', 'changed', 'same')), '[]')),
    array_agg(known_child) filter (where verdict in ('new', 'changed') and known_child is not null)
  into answer, touched from judged;

  if touched is not null then perform picture_children_again(touched, today); end if;
  return answer;
end $$;

-- The present picture of children whose rolls have said something new: the roll they are on, or else left last.
create function picture_children_again(ids bigint[], today date) returns void language sql security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
  update children c set
    school_id = last.school_id, area_id = last.area_id, on_roll = last.on_roll, forename = last.forename, surname = last.surname,
    date_of_birth = coalesce(last.date_of_birth, c.date_of_birth), sex = coalesce(last.sex, c.sex),
    upn = case when last.upn is null or (right(last.upn, 1) > '9' and c.upn is not null) then c.upn else last.upn end,
    postcode = coalesce(last.postcode, c.postcode),
    educated = case when last.on_roll then 'on-roll' when c.educated = 'on-roll' then 'unknown' else c.educated end
  from unnest(ids) as named (id)
  cross join lateral (
    select e.*, schools.area_id, coalesce(e.starts_on, today) <= today and coalesce(e.ends_on, today) >= today as on_roll
    from list_entries e join schools on schools.id = e.school_id
    where e.child_id = named.id and e.list = 'school-roll'
    order by (coalesce(e.starts_on, today) <= today and coalesce(e.ends_on, today) >= today) desc, e.starts_on desc nulls last, e.id desc
    limit 1) as last
  where c.id = named.id
$$;

-- Merges rows of any other list: what the list says, and the child it means when there is exactly one.
create function merge_list_rows(for_import bigint, of_list text, at timestamptz, incoming incoming_row[])
returns jsonb language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
declare answer jsonb;
begin
  perform refuse_foreign_rows(for_import, incoming);
  -- A list speaks for a whole authority, so a school's own officer may not bring one.
  if (select places_not_to_import(array_agg(authority_id), array_agg(null::int)) from unnest(incoming)) then
    raise exception 'The viewer may not import this list.' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock_shared(728114005);
  with judged as materialized (
    select r.*, entry.id as entry_id,
      case
        when entry.content_hash = r.content_hash then 'same'
        when entry.last_import_id = for_import then 'repeated'
        when entry.last_import_id > for_import then 'superseded'
        when entry.id is null then 'new' else 'changed' end as verdict,
      coalesce(by_upn.id, by_name.id, entry.child_id) as child_id
    from unnest(incoming) r
    left join lateral (
      select id, child_id, content_hash, last_import_id from list_entries e
      where e.authority_id = r.authority_id and e.list = of_list and coalesce(e.school_id, 0) = coalesce(r.school_id, 0) and e.row_key = r.row_key limit 1) entry on true
    left join lateral (
      select min(id) as id from children c where c.upn = r.upn and c.authority_id = r.authority_id having count(*) = 1) by_upn on true
    left join lateral (
      select min(e.child_id) as id from list_entries e
      where by_upn.id is null and e.date_of_birth = r.date_of_birth and e.surname_key = r.surname_key and e.forename_key = r.forename_key
        and r.surname_key <> '' and r.forename_key <> '' and e.authority_id = r.authority_id and e.list = 'school-roll'
      having count(distinct e.child_id) = 1) by_name on true
  ),
  new_entries as (
    insert into list_entries (authority_id, list, school_id, row_key, child_id, forename, middle_names, surname, other_forename,
      other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key,
      other_surname_key, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
    select authority_id, of_list, school_id, row_key, child_id, forename, middle_names, surname, other_forename,
      other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key,
      other_surname_key, content_hash, for_import, for_import, at, at
    from judged where verdict = 'new'
  ),
  changed_entries as (
    update list_entries e set (child_id, forename, middle_names, surname, other_forename, other_surname, date_of_birth, sex, upn,
        former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key, other_surname_key, content_hash,
        last_import_id, last_seen_at) =
      (j.child_id, j.forename, j.middle_names, j.surname, j.other_forename,
        j.other_surname, j.date_of_birth, j.sex, j.upn, j.former_upn, j.address, j.postcode, j.starts_on, j.ends_on, j.other,
        j.forename_key, j.surname_key, j.other_surname_key, j.content_hash, for_import, at)
    from judged j where j.verdict = 'changed' and e.id = j.entry_id
  ),
  entries_seen as (
    -- A child who was not known when the row first came may be known now.
    update list_entries e set child_id = coalesce(e.child_id, j.child_id), last_import_id = for_import, last_seen_at = at
    from judged j where j.verdict = 'same' and e.id = j.entry_id and e.last_import_id <= for_import
  )
  select jsonb_build_object(
    'new', count(*) filter (where verdict = 'new'),
    'changed', count(*) filter (where verdict = 'changed'),
    'same', count(*) filter (where verdict = 'same'),
    'refused', coalesce(jsonb_agg(jsonb_build_object('row', row_number, 'why', verdict))
      filter (where verdict not in ('new', 'changed', 'same')), '[]'))
  into answer from judged;
  return answer;
end $$;

revoke execute on function picture_children_again, places_not_to_import, refuse_foreign_rows from public;
revoke execute on function merge_roll_rows, merge_list_rows from public;
grant execute on function merge_roll_rows, merge_list_rows to keepsight_app;
