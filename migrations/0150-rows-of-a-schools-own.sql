-- A row that is not clear waits for its school too, also when the council brought the file. The school does not see the
-- file, so it counted such rows and could open none: this tells by which list the row is read, and of whose file, of a
-- row of the viewer's own schools alone.
create function list_of_row_to_correct(waiting bigint) returns table (list text, authority_id int)
  language sql stable strict security definer set search_path = public, pg_temp as $$
  select imports.list, imports.authority_id from rejected_rows join imports on imports.id = rejected_rows.import_id
  where rejected_rows.id = waiting and rejected_rows.school_id = any (viewer_schools('mend-rejected-row'))
$$;
revoke execute on function list_of_row_to_correct(bigint) from public;
grant execute on function list_of_row_to_correct(bigint) to keepsight_app;

-- Whether a row of one of the viewer's schools was refused in this file: they may mend it, whoever brought the file.
create function row_of_own_school_was_refused(for_import bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from rejected_rows where import_id = for_import and school_id = any (viewer_schools('mend-rejected-row')))
$$;
revoke execute on function row_of_own_school_was_refused(bigint) from public;

-- As in 0008-list-merging.sql and 0026-attendance.sql, and beside a file of their own and of several authorities, a file in
-- which a row of the viewer's own school was refused. That each row is of that school is seen to first.
create or replace function refuse_foreign_rows(for_import bigint, incoming incoming_row[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select places_not_to_import(array_agg(authority_id), array_agg(school_id)) from unnest(incoming))
  or not exists (select from imports where id = for_import and (made_by = viewer_id() or authority_id is null
    or not places_not_to_import(array[authority_id], array[school_id]) or row_of_own_school_was_refused(for_import))) then
    raise exception 'The viewer may not import these rows.' using errcode = 'insufficient_privilege';
  end if;
end $$;
create or replace function refuse_foreign_marks(for_import bigint, authority_ids int[], school_ids int[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if places_not_to_import(authority_ids, school_ids)
  or not exists (select from imports where id = for_import and (made_by = viewer_id() or authority_id is null
    or not places_not_to_import(array[authority_id], array[school_id]) or row_of_own_school_was_refused(for_import))) then
    raise exception 'The viewer may not import these marks.' using errcode = 'insufficient_privilege';
  end if;
end $$;
