-- A message to every council: one question asked of each, which is withdrawn for all of them at once (C25, C26).
create table messages (
  id bigint generated always as identity primary key,
  reference text not null unique,
  case_id bigint not null references cases,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on messages (case_id, id);
select protect_facts('messages');
alter table messages enable row level security;
create policy seen on messages for select to keepsight_app using (exists (select from cases where cases.id = case_id));
create policy posted on messages for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from cases where cases.id = case_id
    and (cases.authority_id = any ((select viewer_authorities('send-enquiry'))::int[]) or cases.area_id = any ((select viewer_areas('send-enquiry'))::int[]))));
grant select, insert on messages to keepsight_app;

alter table enquiries add column message_id bigint references messages, add column withdrawn_at timestamptz;
create index on enquiries (message_id) where message_id is not null;
create or replace function enquiry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'answered_at' - 'due_at' - 'restricted' - 'withdrawn_at') <> (to_jsonb(old) - 'answered_at' - 'due_at' - 'restricted' - 'withdrawn_at') then
    raise exception 'An enquiry is a fact. It is never changed or deleted.' using errcode = 'restrict_violation';
  end if;
  -- Whoever is asked answers; they do not give themselves more time, or take the question back.
  if (new.due_at is distinct from old.due_at or new.withdrawn_at is distinct from old.withdrawn_at)
     and viewer_id() is not null and not exists (select from cases where id = old.case_id) then
    raise exception 'Only those who asked say until when, and that it is no longer asked.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
grant update (withdrawn_at) on enquiries to keepsight_app;
