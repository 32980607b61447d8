-- Whom a UPN names is looked for by the UPN, whatever is known of how the children are spread: just after a first roll nothing
-- is, and for each row of the next list all children of the authority were read (offset 0 keeps that condition outside).
-- Otherwise merge_list_rows is as in 0032-schools-send-joiners-and-leavers.sql.
create or replace function merge_list_rows(for_import bigint, of_list text, at timestamptz, incoming incoming_row[])
returns jsonb language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
declare answer jsonb;
begin
  perform refuse_foreign_rows(for_import, incoming);
  -- A list speaks for a whole authority, so a school's own officer may not bring one; but what joined and left it, a school
  -- returns itself (regulation 13). That each row is of that school has been seen to above.
  if of_list <> 'joiner-or-leaver' and (select places_not_to_import(array_agg(authority_id), array_agg(null::int)) from unnest(incoming)) then
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
      coalesce(by_upn.id, by_name.id, entry.matched_child_id) as matched,
      entry.matched_child_id as matched_before
    from unnest(incoming) r
    left join lateral (
      select id, matched_child_id, content_hash, last_import_id from list_entries e
      where e.authority_id = r.authority_id and e.list = of_list and coalesce(e.school_id, 0) = coalesce(r.school_id, 0) and e.row_key = r.row_key limit 1) entry on true
    left join lateral (
      select min(c.id) as id from (select id, authority_id from children where upn = r.upn offset 0) c
      where c.authority_id = r.authority_id having count(*) = 1) by_upn on true
    left join lateral (
      select min(e.child_id) as id from list_entries e
      where by_upn.id is null and e.date_of_birth = r.date_of_birth and e.surname_key = r.surname_key and e.forename_key = r.forename_key
        and r.surname_key <> '' and r.forename_key <> '' and e.authority_id = r.authority_id and e.list = 'school-roll'
      having count(distinct e.child_id) = 1) by_name on true
  ),
  new_entries as (
    insert into list_entries (authority_id, list, school_id, row_key, child_id, matched_child_id, forename, middle_names, surname, other_forename,
      other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key,
      other_surname_key, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
    select authority_id, of_list, school_id, row_key, matched, matched, forename, middle_names, surname, other_forename,
      other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key,
      other_surname_key, content_hash, for_import, for_import, at, at
    from judged where verdict = 'new'
  ),
  changed_entries as (
    update list_entries e set (child_id, matched_child_id, forename, middle_names, surname, other_forename, other_surname, date_of_birth, sex, upn,
        former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key, other_surname_key, content_hash,
        last_import_id, last_seen_at) =
      (child_meant(j.entry_id, j.matched), j.matched, j.forename, j.middle_names, j.surname, j.other_forename,
        j.other_surname, j.date_of_birth, j.sex, j.upn, j.former_upn, j.address, j.postcode, j.starts_on, j.ends_on, j.other,
        j.forename_key, j.surname_key, j.other_surname_key, j.content_hash, for_import, at)
    from judged j where j.verdict = 'changed' and e.id = j.entry_id
  ),
  entries_seen as (
    -- A child who was not known when the row first came may be known now.
    update list_entries e set matched_child_id = coalesce(j.matched_before, j.matched),
      child_id = case when j.matched_before is null and j.matched is not null then child_meant(e.id, j.matched) else e.child_id end,
      last_import_id = for_import, last_seen_at = at
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
