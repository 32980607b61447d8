-- With whom, and under which keys, an authority exchanges lost pupils' files with another authority's own system (L3, F05, F07;
-- docs/decisions/0026). The keys of both sides are confirmed by two people, the second of whom has heard the fingerprint.
insert into permissions (role, act) values ('data-officer', 'keep-partners'), ('named-officer', 'keep-partners');

-- An authority's own pairs: with one it signs, with the other it opens what comes. The worker alone, as the owner, reads their secrets.
create table exchange_keys (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  -- Both public keys in one number that can be read aloud: see src/exchange/keys.ts.
  fingerprint text not null unique,
  sign_key_id text not null unique,
  open_key_id text not null unique,
  sign_key jsonb not null,
  open_key jsonb not null,
  -- Gone when the keys have ended.
  sign_secret jsonb,
  open_secret jsonb,
  made_at timestamptz not null,
  made_by bigint not null references people,
  -- What is sent is signed with the pair that was taken into use last; what comes is opened with any that has not ended.
  used_from timestamptz,
  ended_at timestamptz,
  ended_by bigint references people
);
create index on exchange_keys (authority_id, id);
create index on exchange_keys (made_by);
create index on exchange_keys (ended_by);
alter table exchange_keys enable row level security;
-- What the address /.well-known/keepsight-exchange tells everybody.
create policy seen on exchange_keys for select to keepsight_app using (true);
grant select (id, authority_id, fingerprint, sign_key_id, open_key_id, sign_key, open_key, made_at, made_by, used_from, ended_at) on exchange_keys
  to keepsight_app;

-- What was agreed with another authority, under one pair of its keys. While it changes its keys two stand side by side.
create table exchange_partners (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  code text not null check (code ~ '^[0-9]{3}$'),
  name text not null check (name <> ''),
  -- Where its system answers; null where files are carried by hand.
  address text,
  fingerprint text not null,
  sign_key_id text not null,
  open_key_id text not null,
  sign_key jsonb not null,
  open_key jsonb not null,
  -- Our own rules: whether our files may go there, and whether theirs may be offered here.
  sends boolean not null,
  takes boolean not null,
  basis text not null check (basis <> ''),
  made_at timestamptz not null,
  made_by bigint not null references people,
  confirmed_at timestamptz,
  confirmed_by bigint references people,
  ended_at timestamptz,
  ended_by bigint references people,
  constraint two_people check (confirmed_by <> made_by)
);
create index on exchange_partners (authority_id, code, id);
create index on exchange_partners (sign_key_id) where confirmed_at is not null and ended_at is null;
create index on exchange_partners (made_by);
create index on exchange_partners (confirmed_by);
create index on exchange_partners (ended_by);
alter table exchange_partners enable row level security;
create policy seen on exchange_partners for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-partners', 'keep-lost-pupils'))::int[]));
create policy made on exchange_partners for insert to keepsight_app with check (made_by = (select viewer_id())
  and authority_id = any ((select viewer_authorities('keep-partners'))::int[]) and confirmed_at is null and ended_at is null);
grant select, insert on exchange_partners to keepsight_app;

-- Keys of the viewer's authority. The first pair is in use at once; the next when the partners have confirmed it.
create function make_exchange_keys(of_authority int, mark text, sign_id text, open_id text, sign jsonb, open jsonb, sign_private jsonb,
  open_private jsonb, at timestamptz)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare made bigint;
begin
  if not of_authority = any (viewer_authorities('keep-partners')) then
    raise exception 'The viewer may not make these keys.' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(728114058, of_authority);
  if exists (select from exchange_keys where authority_id = of_authority and ended_at is null and used_from is null) then return null; end if;
  insert into exchange_keys (authority_id, fingerprint, sign_key_id, open_key_id, sign_key, open_key, sign_secret, open_secret, made_at, made_by, used_from)
    values (of_authority, mark, sign_id, open_id, sign, open, sign_private, open_private, at, viewer_id(),
      case when not exists (select from exchange_keys where authority_id = of_authority and ended_at is null) then at end)
    returning id into made;
  return made;
end $$;

-- Whether it was this that took the next keys into use.
create function use_exchange_keys(of_keys bigint, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update exchange_keys set used_from = at where id = of_keys and used_from is null and ended_at is null
    and authority_id = any (viewer_authorities('keep-partners'));
  return found;
end $$;

-- Whether it was this that confirmed a partner: another person than the one who added it. An older agreement under the same keys ends with it.
create function confirm_exchange_partner(of_partner bigint, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare agreed exchange_partners;
begin
  update exchange_partners set confirmed_at = at, confirmed_by = viewer_id() where id = of_partner and confirmed_at is null and ended_at is null
    and made_by <> viewer_id() and authority_id = any (viewer_authorities('keep-partners')) returning * into agreed;
  if not found then return false; end if;
  update exchange_partners set ended_at = at, ended_by = viewer_id() where authority_id = agreed.authority_id and code = agreed.code
    and fingerprint = agreed.fingerprint and id <> agreed.id and ended_at is null;
  return true;
end $$;

create function end_exchange_partner(of_partner bigint, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update exchange_partners set ended_at = at, ended_by = viewer_id() where id = of_partner and ended_at is null
    and authority_id = any (viewer_authorities('keep-partners'));
  return found;
end $$;
revoke execute on function make_exchange_keys, use_exchange_keys, confirm_exchange_partner, end_exchange_partner from public;
grant execute on function make_exchange_keys, use_exchange_keys, confirm_exchange_partner, end_exchange_partner to keepsight_app;
