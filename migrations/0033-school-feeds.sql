-- When each school's rows last came in a list that comes school by school, whoever sent them: a file of the whole authority that
-- leaves a school out, or a school that stops sending, is noticed by that (A04). A copy, kept with each batch of a file.
create table school_feeds (
  school_id int not null references schools,
  list text not null,
  import_id bigint not null references imports,
  came_at timestamptz not null,
  primary key (school_id, list)
);

insert into school_feeds (school_id, list, import_id, came_at)
select rows.school_id, rows.list, rows.import_id, coalesce(imports.finished_at, imports.made_at)
from (select school_id, list, max(last_import_id) as import_id from list_entries
    where list in ('school-roll', 'joiner-or-leaver') and school_id is not null group by school_id, list
  union all select school_id, 'attendance', max(last_import_id) from attendance_weeks group by school_id) rows
join imports on imports.id = rows.import_id;

-- Names no child. Whoever answers for an authority's lists sees all of its schools, a school its own.
alter table school_feeds enable row level security;
create policy seen on school_feeds for select to keepsight_app using (
  school_id = any ((select viewer_schools_within('import-roll'))::int[]));

-- That rows of these schools came with a file of the viewer's; once a file and school, and of no school beyond the file's own.
create function keep_school_feeds(for_import bigint, of_schools int[], at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into school_feeds (school_id, list, import_id, came_at)
  select s.id, i.list, i.id, at from imports i join schools s on s.id = any (of_schools)
    and (i.authority_id is null or s.authority_id = i.authority_id) and (i.school_id is null or s.id = i.school_id)
  where i.id = for_import and i.made_by = viewer_id()
    and not exists (select from school_feeds f where f.school_id = s.id and f.list = i.list and f.import_id >= i.id)
  order by s.id
  on conflict (school_id, list) do update set (import_id, came_at) = (excluded.import_id, excluded.came_at)
    where school_feeds.import_id < excluded.import_id
$$;
revoke execute on function keep_school_feeds from public;
grant execute on function keep_school_feeds to keepsight_app;
grant select on school_feeds to keepsight_app;
