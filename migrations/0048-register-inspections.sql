-- The inspection of schools' registers by area attendance staff (E13, N3.1.4): planned, recorded, followed up. No row is about a child.
insert into permissions (role, act)
select unnest(array['area-attendance-officer', 'area-manager', 'cme-officer', 'named-officer']), 'inspect-registers';

create table inspections_planned (
  id bigint generated always as identity primary key,
  school_id int not null references schools,
  planned_on date not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on inspections_planned (school_id, planned_on desc);
create index on inspections_planned (made_by);

create table register_inspections (
  id bigint generated always as identity primary key,
  school_id int not null references schools,
  inspected_on date not null,
  inspector text not null,
  -- What was not kept as the regulations ask, by words of src/inspections; none: the registers are in order.
  faults text[] not null,
  findings text not null default '',
  -- By when the school puts it right.
  mend_by date,
  made_at timestamptz not null,
  made_by bigint not null references people,
  constraint mended_by_a_day check ((cardinality(faults) = 0) = (mend_by is null))
);
create index on register_inspections (school_id, inspected_on desc, id desc);
create index on register_inspections (made_by);

-- How an inspection was followed up; the last one that settles it ends it.
create table inspection_follow_ups (
  id bigint generated always as identity primary key,
  inspection_id bigint not null references register_inspections,
  followed_on date not null,
  words text not null,
  settled boolean not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on inspection_follow_ups (inspection_id, id);
create index on inspection_follow_ups (made_by);

do $$ declare t text; begin
  foreach t in array array['inspections_planned', 'register_inspections', 'inspection_follow_ups'] loop
    perform protect_facts(t::regclass);
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
  foreach t in array array['inspections_planned', 'register_inspections'] loop
    execute format('create policy seen on %I for select to keepsight_app using (
      school_id = any ((select viewer_schools_within(''inspect-registers''))::int[]))', t);
    execute format('create policy made on %I for insert to keepsight_app with check (made_by = (select viewer_id())
      and school_id = any ((select viewer_schools_within(''inspect-registers''))::int[]))', t);
  end loop;
end $$;
create policy seen on inspection_follow_ups for select to keepsight_app using (
  exists (select from register_inspections where register_inspections.id = inspection_id));
create policy made on inspection_follow_ups for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from register_inspections where register_inspections.id = inspection_id));
