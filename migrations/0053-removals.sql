-- A removal from a school's roll, as the school prepared it: the ground, what was answered, what each part of the ground
-- was found to be, and the pupil as then known, because the school must be able to show it when the child is long elsewhere (H09).
create table removals (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  authority_id int not null references authorities,
  area_id int references areas,
  school_id int not null references schools,
  -- The pupil's name, date of birth and UPN on that day.
  pupil jsonb not null,
  regulations text not null check (regulations in ('2006', '2024')),
  letter text not null check (letter ~ '^[A-Oa-o]$'),
  clause text not null,
  met_on date not null,
  -- What was asked and answered, and the parts of the ground as they were judged, in words.
  answered jsonb not null,
  parts jsonb not null,
  last_attended_on date,
  destination text not null check (destination in ('school', 'home-education', 'abroad', 'other', 'none', 'unknown')),
  new_laestab char(7) check (new_laestab ~ '^[0-9]{7}$'),
  new_school text not null default '',
  reason text not null,
  transfer_file text not null check (transfer_file in ('new-school', 'mmmmmmm', 'xxxxxxx', 'none')),
  made_at timestamptz not null,
  made_by bigint not null references people,
  restricted boolean not null default false
);
create index on removals (school_id, id desc);
create index on removals (authority_id, id desc);
create index on removals (child_id);
create index on removals (area_id);
create index on removals (made_by);

-- What became of it: the officer is asked and says yes or no (C28), the name comes off.
create table removal_steps (
  id bigint generated always as identity primary key,
  removal_id bigint not null references removals,
  step text not null check (step in ('asked', 'agreed', 'refused', 'removed')),
  -- The day from which the officer agrees, or on which the name came off.
  on_day date check ((on_day is not null) = (step in ('agreed', 'removed'))),
  words text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on removal_steps (removal_id, id);
create index on removal_steps (made_by);
-- A name comes off by a removal once, and the officer is asked once and answers once.
create unique index on removal_steps (removal_id, (case when step in ('agreed', 'refused') then 'answered' else step end));

-- A removal stays as it was made: only the child's restriction reaches it later.
create function removal_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'restricted') <> (to_jsonb(old) - 'restricted') then
    raise exception 'A row of % is a fact. It is never changed or deleted.', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger removal_stays before update or delete on removals for each row execute function removal_stays();
create trigger facts_stay_whole before truncate on removals for each statement execute function refuse_change();
create trigger restrict_as_child before insert on removals for each row execute function restrict_as_child();
select protect_facts('removal_steps');

create function restrict_removals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update removals set restricted = new.restricted where child_id = new.id;
  return null;
end $$;
create trigger restrict_removals after update of restricted on children for each row
  when (old.restricted is distinct from new.restricted) execute function restrict_removals();

-- The school may be told by the case on which day it may remove the child, and may not see the case (O3.5, O4.3).
create function removal_advised(of_child bigint) returns date language sql stable security definer set search_path = public, pg_temp as $$
  select (f.details ->> 'removeOn')::date from cases k join children c on c.id = k.child_id
    join case_facts f on f.case_id = k.id and f.kind = 'removal-advised'
  where k.child_id = of_child and not c.restricted and c.school_id = any (viewer_schools('remove-from-roll'))
  order by f.id desc limit 1
$$;

alter table removals enable row level security;
create policy seen on removals for select to keepsight_app using (
  (school_id = any ((select viewer_schools('remove-from-roll'))::int[])
    or authority_id = any ((select viewer_authorities('see-removals'))::int[])
    or area_id = any ((select viewer_areas('see-removals'))::int[]))
  and (not restricted or child_id = any ((select viewer_leave())::bigint[])));
create policy made on removals for insert to keepsight_app with check (made_by = (select viewer_id())
  and school_id = any ((select viewer_schools('remove-from-roll'))::int[])
  and exists (select from children where children.id = child_id and children.school_id = removals.school_id));
grant select, insert on removals to keepsight_app;

alter table removal_steps enable row level security;
create policy seen on removal_steps for select to keepsight_app using (exists (select from removals where removals.id = removal_id));
create policy made on removal_steps for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from removals where removals.id = removal_id and case
    when step in ('asked', 'removed') then school_id = any ((select viewer_schools('remove-from-roll'))::int[])
    else authority_id = any ((select viewer_authorities('agree-removal'))::int[]) end));
grant select, insert on removal_steps to keepsight_app;

revoke execute on function removal_advised from public;
grant execute on function removal_advised to keepsight_app;

insert into permissions (role, act)
select role, act from (values
  ('remove-from-roll', '{school-attendance-officer,pru-attendance-officer}'::text[]),
  ('agree-removal', '{cme-officer,named-officer}'),
  ('see-removals', '{cme-officer,named-officer,ehe-officer,exclusions-officer,safeguarding-lead,auditor,area-manager,area-lead}')
) as wanted (act, roles), unnest(wanted.roles) as role;
