-- A system is told of changes at an address of its own. What goes there is a reference and a link; it is signed with a secret that only
-- the owner of the tables reads, for the worker signs.
create table webhooks (
  id bigint generated always as identity primary key,
  client_id bigint not null references api_clients,
  person_id bigint not null references people,
  authority_id int not null references authorities,
  url text not null,
  kinds text[] not null check (cardinality(kinds) > 0),
  secret text not null,
  -- Up to which place in the feed it has been told, or is being told.
  told_to bigint not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  -- Since when nothing goes there because nothing arrived for hours, and what was met last.
  stopped_at timestamptz,
  stopped_why text
);
create index on webhooks (client_id, id);
create index on webhooks (person_id);
create index on webhooks (authority_id);
create index on webhooks (id) where ended_at is null and stopped_at is null;
alter table webhooks enable row level security;
create policy seen on webhooks for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-clients'))::int[]) or person_id = (select viewer_id()));
grant select (id, client_id, person_id, authority_id, url, kinds, told_to, made_at, ended_at, stopped_at, stopped_why) on webhooks to keepsight_app;

create table webhook_deliveries (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhooks,
  authority_id int not null references authorities,
  change_id bigint not null references changes,
  kind text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given-up')),
  tries int not null default 0,
  -- What the other side said last, or why it could not be reached.
  said text,
  made_at timestamptz not null,
  settled_at timestamptz,
  unique (webhook_id, change_id)
);
create index on webhook_deliveries (webhook_id, id);
create index on webhook_deliveries (change_id);
create index on webhook_deliveries (authority_id);
alter table webhook_deliveries enable row level security;
create policy seen on webhook_deliveries for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-clients'))::int[]));
grant select on webhook_deliveries to keepsight_app;

-- A client's own webhook, told from now on; null where the viewer is no client that may call, or has ten already.
create function make_webhook(at_url text, of_kinds text[], signing_secret text, at timestamptz)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare mine api_clients; made bigint;
begin
  select * into mine from api_clients where person_id = viewer_id() and withdrawn_at is null for update;
  if not found or (select count(*) from webhooks where client_id = mine.id and ended_at is null) >= 10 then return null; end if;
  insert into webhooks (client_id, person_id, authority_id, url, kinds, secret, told_to, made_at)
    values (mine.id, mine.person_id, mine.authority_id, at_url, of_kinds, signing_secret, (select coalesce(max(position), 0) from changes), at)
    returning id into made;
  return made;
end $$;

-- Whether it was this that ended it: its client, or who keeps clients.
create function end_webhook(hook bigint, at timestamptz) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update webhooks set ended_at = at where id = hook and ended_at is null
    and (person_id = viewer_id() or authority_id = any (viewer_authorities('keep-clients')));
  return found;
end $$;

-- Whether it was this that let one go on that had been stopped; what it missed is told now.
create function restart_webhook(hook bigint) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update webhooks set stopped_at = null, stopped_why = null, told_to = least(told_to, (
    select min(c.position) - 1 from webhook_deliveries d join changes c on c.id = d.change_id where d.webhook_id = hook and d.state <> 'delivered'))
    where id = hook and stopped_at is not null and ended_at is null
    and authority_id = any (viewer_authorities('keep-clients'));
  return found;
end $$;
revoke execute on function make_webhook, end_webhook, restart_webhook from public;
grant execute on function make_webhook, end_webhook, restart_webhook to keepsight_app;
