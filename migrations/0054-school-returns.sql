-- What a school returns to its authority by regulation 13, kept as it was sent: deletion, new pupil, ten days' absence,
-- fifteen days' sickness.
create table school_returns (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('deletion', 'new-pupil', 'ten-days-absent', 'fifteen-days-sick')),
  child_id bigint not null references children,
  authority_id int not null references authorities,
  area_id int references areas,
  school_id int not null references schools,
  removal_id bigint references removals,
  -- The day that it is about: of the removal, of the start, or the first of the absence.
  about_on date not null,
  due_on date,
  -- Everything that it says, in words, and the pupil's name.
  content jsonb not null,
  -- The authority in which the child lives, where that is another one.
  copy_to_authority_id int references authorities check (copy_to_authority_id <> authority_id),
  made_at timestamptz not null,
  made_by bigint not null references people,
  restricted boolean not null default false,
  check ((kind = 'deletion') = (removal_id is not null)),
  unique (school_id, child_id, kind, about_on)
);
create index on school_returns (authority_id, id desc);
create index on school_returns (area_id);
create index on school_returns (copy_to_authority_id, id desc) where copy_to_authority_id is not null;
create index on school_returns (child_id);
create index on school_returns (removal_id);
create index on school_returns (made_by);

create trigger removal_stays before update or delete on school_returns for each row execute function removal_stays();
create trigger facts_stay_whole before truncate on school_returns for each statement execute function refuse_change();
create trigger restrict_as_child before insert on school_returns for each row execute function restrict_as_child();
create or replace function restrict_removals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update removals set restricted = new.restricted where child_id = new.id;
  update school_returns set restricted = new.restricted where child_id = new.id;
  return null;
end $$;

alter table school_returns enable row level security;
create policy seen on school_returns for select to keepsight_app using (
  (school_id = any ((select viewer_schools('remove-from-roll'))::int[])
    or authority_id = any ((select viewer_authorities('see-removals'))::int[])
    or copy_to_authority_id = any ((select viewer_authorities('see-removals'))::int[])
    or area_id = any ((select viewer_areas('see-removals'))::int[]))
  and (not restricted or child_id = any ((select viewer_leave())::bigint[])));
create policy made on school_returns for insert to keepsight_app with check (made_by = (select viewer_id())
  and school_id = any ((select viewer_schools('remove-from-roll'))::int[])
  and exists (select from children where children.id = child_id and children.school_id = school_returns.school_id));
grant select, insert on school_returns to keepsight_app;
