-- How often each list is expected of an authority, so that one that stops coming is noticed. What the program expects
-- unless told otherwise stands with the list's definition; here is what an authority has said instead, the last word last.
create table feed_rhythms (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  list text not null,
  expected text not null check (expected in ('weekly', 'monthly', 'termly', 'yearly', 'not-expected')),
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on feed_rhythms (authority_id, list, id);
select protect_facts('feed_rhythms');
alter table feed_rhythms enable row level security;
create policy seen on feed_rhythms for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-child', 'import-roll'))::int[]));
create policy made on feed_rhythms for insert to keepsight_app with check (made_by = (select viewer_id())
  and authority_id = any ((select viewer_authorities('import-roll'))::int[]));
grant select, insert on feed_rhythms to keepsight_app;

-- When each list last came is asked for on somebody's first page: one step into an index for each list.
create index on imports (list, authority_id, finished_at) where state = 'done';

-- When each of these lists last came for the viewer's authorities, and how often it is expected where they have said so.
-- Names no child and no school. A file without an authority is of several.
create function feeds_known(of_lists text[]) returns table (authority_id int, authority text, list text, last_at timestamptz, expected text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.name, l.list, greatest(
      (select max(finished_at) from imports i where i.list = l.list and i.authority_id = a.id and i.state = 'done'),
      (select max(finished_at) from imports i where i.list = l.list and i.authority_id is null and i.state = 'done')),
    (select r.expected from feed_rhythms r where r.authority_id = a.id and r.list = l.list order by r.id desc limit 1)
  from authorities a cross join unnest(of_lists) as l (list)
  where a.id = any (viewer_speaks_for('see-child', 'import-roll'))
$$;
