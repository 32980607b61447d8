-- A report's page by time, as a link: to the one who asked for it, or to whoever holds a role on that day. The e-mail names reports, never
-- a child; who may open the page is asked again when it is sent and when it is opened.
insert into permissions (role, act)
select distinct role, 'subscribe-to-report' from permissions
where act in ('see-overview', 'see-held-and-urgent', 'see-register', 'see-area-registers', 'make-government-return');
-- Those who answer for a team say what the team gets.
insert into permissions (role, act) select role, 'schedule-report' from permissions where act = 'see-overview';

create table report_schedules (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  -- One of src/reports/schedules/schedule.ts, which has its address and the act that opens it.
  report text not null check (report in (
    'overview', 'held-and-urgent', 'review', 'annual-report', 'missing-education', 'unfound', 'area-registers', 'government-return')),
  every text not null check (every in ('week', 'month', 'term')),
  -- Monday is 1.
  weekday smallint check (weekday between 1 and 5),
  person_id bigint references people,
  role text references roles,
  -- Of a role: those of one area alone.
  area_id int references areas,
  made_at timestamptz not null,
  made_by bigint not null references people,
  ended_at timestamptz,
  ended_by bigint references people,
  check ((every = 'week') = (weekday is not null)),
  check (num_nonnulls(person_id, role) = 1),
  check (area_id is null or role is not null),
  check ((ended_at is null) = (ended_by is null))
);
-- Asked for twice, it is one.
create unique index one_schedule_of_a_kind on report_schedules (authority_id, report, every, weekday, person_id, role, area_id)
  nulls not distinct where ended_at is null;
create index on report_schedules (id) where ended_at is null;
create index on report_schedules (person_id);
create index on report_schedules (authority_id, role);
create index on report_schedules (area_id);
create index on report_schedules (role);
create index on report_schedules (made_by);
create index on report_schedules (ended_by);

create function report_schedule_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null
      or (to_jsonb(new) - 'ended_at' - 'ended_by') <> (to_jsonb(old) - 'ended_at' - 'ended_by') then
    raise exception 'A schedule of a report is ended, never changed or deleted.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger schedule_stays before update or delete on report_schedules for each row execute function report_schedule_stays();

alter table report_schedules enable row level security;
grant select on report_schedules to keepsight_app;
grant insert (authority_id, report, every, weekday, person_id, role, area_id, made_at, made_by), update (ended_at, ended_by)
  on report_schedules to keepsight_app;
-- One's own, those of the roles around one, and all for the program, which sends the links.
create policy seen on report_schedules for select to keepsight_app using (
  person_id = (select viewer_id()) or (select viewer_is_the_program())
  or (role is not null and (authority_id = any ((select viewer_authorities('subscribe-to-report'))::int[])
    or area_id = any ((select viewer_areas('subscribe-to-report'))::int[])
    or (area_id is null and authority_id = any ((select viewer_speaks_for('subscribe-to-report'))::int[])))));
create policy made on report_schedules for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and ((person_id = (select viewer_id()) and authority_id = any ((select viewer_speaks_for('subscribe-to-report'))::int[]))
    or (role is not null and (authority_id = any ((select viewer_authorities('schedule-report'))::int[])
      or area_id = any ((select viewer_areas('schedule-report'))::int[])))));
create policy ended on report_schedules for update to keepsight_app using (
  person_id = (select viewer_id()) or (role is not null and (authority_id = any ((select viewer_authorities('schedule-report'))::int[])
    or area_id = any ((select viewer_areas('schedule-report'))::int[]))))
  with check (ended_by = (select viewer_id()));

alter table emails drop constraint emails_about_check;
alter table emails add constraint emails_about_check check (
  about in ('question', 'question-again', 'answer-code', 'message', 'message-ended', 'question-ended', 'question-settled', 'area-register', 'area-register-again', 'reports'));
