-- A secret address under which a person's own calendar program fetches the days of their own steps, without a child's name. One at a time:
-- a new one ends the one before.
create table calendar_links (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  -- Only a hash: whoever reads this table cannot fetch by it.
  token_hash bytea not null unique,
  made_at timestamptz not null,
  ended_at timestamptz
);
create unique index one_calendar_link_a_person on calendar_links (person_id) where ended_at is null;
create index on calendar_links (person_id);
alter table calendar_links enable row level security;
create policy own on calendar_links to keepsight_app using (person_id = viewer_id()) with check (person_id = viewer_id());
grant select on calendar_links to keepsight_app;
grant insert (person_id, token_hash, made_at), update (ended_at) on calendar_links to keepsight_app;

-- Whose calendar a link is, while it stands: asked before anybody is known.
create function calendar_of(hash bytea) returns bigint language sql stable security definer set search_path = public, pg_temp as $$
  select person_id from calendar_links where token_hash = hash and ended_at is null
$$;
revoke execute on function calendar_of(bytea) from public;
grant execute on function calendar_of(bytea) to keepsight_app;
