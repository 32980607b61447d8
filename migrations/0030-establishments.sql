-- Schools as the national register (Get Information about Schools) has them (A04, B03): when one opened and closed.
alter table schools add column opened_on date, add column closed_on date;

-- Merges establishments. Where a school became an academy the register holds two under one number, the closed and the
-- open: the open one counts, whichever comes first.
create function merge_establishments(for_import bigint, row_numbers bigint[], authority_ids int[], laestabs text[], said text[],
  opened date[], closed date[])
returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare answer jsonb;
begin
  if (select places_not_to_import(array_agg(id), array_agg(null::int)) from unnest(authority_ids) as named (id))
  or not exists (select from imports where id = for_import and made_by = viewer_id()) then
    raise exception 'The viewer may not import these schools.' using errcode = 'insufficient_privilege';
  end if;
  with given as materialized (
    select r.row_number, r.authority_id, r.laestab, r.opened_on, r.closed_on, about.*,
      row_number() over (partition by r.laestab order by r.closed_on is not null, about.urn desc, r.row_number) as nth
    from unnest(row_numbers, authority_ids, laestabs, said, opened, closed)
        as r (row_number, authority_id, laestab, said, opened_on, closed_on)
      cross join jsonb_to_record(r.said::jsonb) as about (urn text, name text, phase text, address text, postcode text)
  ),
  judged as materialized (
    select given.*, case
      when nth > 1 then 'same'
      when known.id is null then 'new'
      when known.authority_id <> given.authority_id then 'another-authority'
      when given.closed_on is not null and known.closed_on is null and known.urn is distinct from given.urn then 'same'
      when (known.urn, known.name, known.phase, known.address, known.postcode, known.opened_on, known.closed_on)
        is not distinct from (given.urn, given.name, given.phase, given.address, given.postcode, given.opened_on, given.closed_on) then 'same'
      else 'changed' end as verdict
    from given left join schools known on known.laestab = given.laestab
  ),
  kept as (
    insert into schools (laestab, urn, name, phase, authority_id, address, postcode, opened_on, closed_on)
    select laestab, urn, name, phase, authority_id, address, postcode, opened_on, closed_on from judged where verdict in ('new', 'changed')
    on conflict (laestab) do update set urn = excluded.urn, name = excluded.name, phase = excluded.phase, address = excluded.address,
      postcode = excluded.postcode, opened_on = excluded.opened_on, closed_on = excluded.closed_on
  )
  select jsonb_build_object(
    'new', count(*) filter (where verdict = 'new'),
    'changed', count(*) filter (where verdict = 'changed'),
    'same', count(*) filter (where verdict = 'same'),
    'refused', coalesce(jsonb_agg(jsonb_build_object('row', row_number, 'why', verdict)) filter (where verdict = 'another-authority'), '[]'))
  into answer from judged;
  return answer;
end $$;
revoke execute on function merge_establishments from public;
grant execute on function merge_establishments to keepsight_app;
