-- Daily attendance marks, as schools send them, and the continuous absence that is found in them (B10).

-- A pupil's week at a school: ten sessions, a letter each (src/feeds/attendance/codes.ts). What the school said last, not
-- a fact of ours: a school corrects N within days. A county has millions of weeks, so the columns are few and narrow, and
-- what they refer to is looked up as the rows are merged and can never be deleted.
create table attendance_weeks (
  child_id bigint not null,
  last_import_id bigint not null,
  school_id int not null,
  -- Its Monday.
  week date not null check (extract(isodow from week) = 1),
  marks text not null check (length(marks) = 10),
  primary key (child_id, school_id, week)
);
-- Weeks without a single session attended: ten school days away in a row hold at least one, whatever day they begin on,
-- so that all other pupils need not be looked at when their marks change.
create index attendance_weeks_away on attendance_weeks (child_id, school_id)
  where marks !~ '[/\\LKVPWBJ]' and marks ~ '[CckMSjTRIEGNOUH]';

create table continuous_absences (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  authority_id int not null references authorities,
  school_id int not null references schools,
  kind text not null check (kind in ('unauthorised', 'any')),
  -- The first and the last day of it, and the day that broke it; while it goes on, none.
  since date not null,
  until date not null,
  broken_on date,
  -- School days away, and the most in a row of G, N and O alone (regulation 9(1), ground I).
  days int not null,
  ground_days int not null,
  -- School days within it for which there are no marks.
  unmarked_days int not null,
  point text not null check (point in ('ten', 'twenty')),
  -- How many sessions of each code.
  codes jsonb not null,
  import_id bigint not null references imports,
  unique (child_id, school_id, kind, since)
);
create index on continuous_absences (authority_id, kind, since, id) where broken_on is null;
create index on continuous_absences (school_id, kind, since, id) where broken_on is null;

-- All schools that a viewer's posts reach: of the authority, of the area, or their own.
create function viewer_schools_within(variadic wanted text[]) returns int[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(id), '{}') from schools where authority_id = any (viewer_authorities(variadic wanted))
    or area_id = any (viewer_areas(variadic wanted)) or id = any (viewer_schools(variadic wanted))
$$;

-- A school sees its own marks of a child and no other school's.
do $$ declare t text; begin
  foreach t in array array['attendance_weeks', 'continuous_absences'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy seen on %I for select to keepsight_app using (
      school_id = any ((select viewer_schools_within(''see-child''))::int[]) and exists (select from children where children.id = child_id))', t);
    execute format('grant select on %I to keepsight_app', t);
  end loop;
end $$;

create function refuse_foreign_marks(for_import bigint, authority_ids int[], school_ids int[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if places_not_to_import(authority_ids, school_ids)
  or not exists (select from imports where id = for_import and (made_by = viewer_id() or authority_id is null
    or not places_not_to_import(array[authority_id], array[school_id]))) then
    raise exception 'The viewer may not import these marks.' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Merges weeks of marks. Answers as merge_roll_rows does, and besides whose marks have changed. A pupil is known by the
-- school's roll; one who has left it, by the UPN.
create function merge_attendance_weeks(for_import bigint, row_numbers bigint[], authority_ids int[], school_ids int[],
  row_keys text[], upns text[], weeks date[], said_marks text[])
returns jsonb language plpgsql security definer set search_path = public, pg_temp
-- As in merge_roll_rows: each look-up is one search of one index, but what is at hand is joined at once.
set enable_seqscan = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
declare answer jsonb;
begin
  perform refuse_foreign_marks(for_import, authority_ids, school_ids);
  with given as materialized (
    select * from unnest(row_numbers, authority_ids, school_ids, row_keys, upns, weeks, said_marks)
      as r (row_number, authority_id, school_id, row_key, upn, week, marks)
  ),
  pupils as materialized (
    select p.authority_id, p.school_id, p.row_key, coalesce(entry.child_id, by_upn.id) as child_id
    from (select distinct authority_id, school_id, row_key, upn from given) p
    left join lateral (
      select child_id from list_entries e where e.authority_id = p.authority_id and e.list = 'school-roll'
        and coalesce(e.school_id, 0) = p.school_id and e.row_key = p.row_key limit 1) entry on true
    left join lateral (
      select min(id) as id from children c where entry.child_id is null and c.upn = p.upn and c.authority_id = p.authority_id
      having count(*) = 1) by_upn on true
  ),
  judged as materialized (
    select g.row_number, p.child_id, g.authority_id, g.school_id, g.week, g.marks,
      case
        when p.child_id is null then 'not-on-roll'
        when old.marks = g.marks then 'same'
        when old.last_import_id = for_import then 'repeated'
        when old.last_import_id > for_import then 'superseded'
        when row_number() over said > 1 then case when g.marks = first_value(g.marks) over said then 'same' else 'repeated' end
        when old.marks is null then 'new' else 'changed' end as verdict
    from given g join pupils p using (authority_id, school_id, row_key)
    left join lateral (
      select w.marks, w.last_import_id from attendance_weeks w
      where w.child_id = p.child_id and w.school_id = g.school_id and w.week = g.week limit 1) old on true
    window said as (partition by p.child_id, g.school_id, g.week order by g.row_number)
  ),
  kept as (
    insert into attendance_weeks (child_id, school_id, week, marks, last_import_id)
    select child_id, school_id, week, marks, for_import from judged where verdict in ('new', 'changed')
    on conflict (child_id, school_id, week) do update set marks = excluded.marks, last_import_id = excluded.last_import_id
  )
  select jsonb_build_object(
    'new', count(*) filter (where verdict = 'new'),
    'changed', count(*) filter (where verdict = 'changed'),
    'same', count(*) filter (where verdict = 'same'),
    'refused', coalesce(jsonb_agg(jsonb_build_object('row', row_number, 'why', verdict))
      filter (where verdict not in ('new', 'changed', 'same')), '[]'),
    'touched', coalesce(jsonb_agg(distinct jsonb_build_array(child_id, school_id)) filter (where verdict in ('new', 'changed')), '[]'))
  into answer from judged;
  return answer;
end $$;

-- All weeks of those of these pupils who may have been away for ten school days, or of whom that was found before.
-- A Monday is told as its days since 1 January 1970.
create function attendance_to_judge(for_import bigint, child_ids bigint[], school_ids int[])
returns table (child_id bigint, school_id int, authority_id int, mondays int[], marks text[])
language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
begin
  perform refuse_foreign_marks(for_import, (select array_agg(s.authority_id order by given.place)
    from unnest(school_ids) with ordinality as given (id, place) join schools s on s.id = given.id), school_ids);
  return query
    select t.child_id, t.school_id, s.authority_id, kept.mondays, kept.marks
    from unnest(child_ids, school_ids) as t (child_id, school_id) join schools s on s.id = t.school_id
    cross join lateral (
      select array_agg(w.week - date '1970-01-01' order by w.week) as mondays, array_agg(w.marks order by w.week) as marks
      from attendance_weeks w where w.child_id = t.child_id and w.school_id = t.school_id) kept
    where exists (select from attendance_weeks w where w.child_id = t.child_id and w.school_id = t.school_id
        and w.marks !~ '[/\\LKVPWBJ]' and w.marks ~ '[CckMSjTRIEGNOUH]')
      or exists (select from continuous_absences a where a.child_id = t.child_id and a.school_id = t.school_id);
end $$;

-- Puts what was found in the marks of these pupils in the place of what was found before.
create function keep_absences(for_import bigint, child_ids bigint[], school_ids int[], absences json)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_foreign_marks(for_import, (select array_agg(s.authority_id order by given.place)
    from unnest(school_ids) with ordinality as given (id, place) join schools s on s.id = given.id), school_ids);
  delete from continuous_absences a using unnest(child_ids, school_ids) as t (child_id, school_id)
    where a.child_id = t.child_id and a.school_id = t.school_id;
  insert into continuous_absences (child_id, authority_id, school_id, kind, since, until, broken_on, days, ground_days,
    unmarked_days, point, codes, import_id)
  select f.child_id, s.authority_id, f.school_id, kind, since, until, broken_on, days, ground_days, unmarked_days, point, codes, for_import
  from json_to_recordset(absences) as f (child_id bigint, school_id int, kind text, since date, until date, broken_on date, days int,
    ground_days int, unmarked_days int, point text, codes jsonb)
  join unnest(child_ids, school_ids) as t (child_id, school_id) using (child_id, school_id)
  join schools s on s.id = f.school_id;
end $$;

revoke execute on function refuse_foreign_marks, merge_attendance_weeks, attendance_to_judge, keep_absences from public;
grant execute on function merge_attendance_weeks, attendance_to_judge, keep_absences to keepsight_app;

-- A file may hold the same faulty row a million times: the queue keeps one of those that are read together, and how often
-- it came besides.
alter table rejected_rows add column alike bigint not null default 0;
