-- Keys with which other systems send lists (A02). A key is a person of its own with one post, which allows it to send and
-- nothing else: row-level security then binds it as it binds everybody, and the audit log names it.

insert into roles (role, title, scope) values
  ('list-sender', 'System that sends lists', 'authority'), ('school-list-sender', 'System of a school that sends lists', 'school');
insert into permissions (role, act) values
  ('list-sender', 'import-roll'), ('school-list-sender', 'import-roll'), ('data-officer', 'keep-api-keys');

create table api_keys (
  id bigint generated always as identity primary key,
  -- Only a hash: whoever reads this table cannot send with it.
  key_hash bytea not null unique,
  person_id bigint not null unique references people,
  authority_id int not null references authorities,
  school_id int references schools,
  lists text[] not null check (cardinality(lists) > 0),
  called text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by bigint references people
);
create index on api_keys (authority_id, id);
alter table api_keys enable row level security;
create policy seen on api_keys for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-api-keys'))::int[]));
grant select on api_keys to keepsight_app;

create function make_api_key(of_authority int, of_school int, of_lists text[], key_called text, hash bytea, at timestamptz)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare sender bigint; made bigint;
begin
  if not of_authority = any (viewer_authorities('keep-api-keys'))
  or (of_school is not null and not exists (select from schools where id = of_school and authority_id = of_authority)) then
    raise exception 'The viewer may not make this key.' using errcode = 'insufficient_privilege';
  end if;
  insert into people (issuer, subject, name, email)
    values ('keepsight-key', encode(hash, 'hex'), 'Key: ' || key_called, 'key-' || left(encode(hash, 'hex'), 16) || '@keepsight.invalid')
    returning id into sender;
  insert into posts (person_id, role, authority_id, school_id, from_on)
    values (sender, case when of_school is null then 'list-sender' else 'school-list-sender' end, of_authority, of_school, at::date);
  insert into api_keys (key_hash, person_id, authority_id, school_id, lists, called, made_at, made_by)
    values (hash, sender, of_authority, of_school, of_lists, key_called, at, viewer_id()) returning id into made;
  return made;
end $$;

-- Whether it was this that revoked it. What it has sent before is still read.
create function revoke_api_key(key bigint, at timestamptz) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update api_keys set revoked_at = at, revoked_by = viewer_id()
    where id = key and revoked_at is null and authority_id = any (viewer_authorities('keep-api-keys'));
  return found;
end $$;

-- Whose key this is, if it is still good; when it was last used is kept to the minute.
create function use_api_key(hash bytea, at timestamptz) returns table (id bigint, person_id bigint, authority_id int, school_id int, lists text[])
language sql security definer set search_path = public, pg_temp as $$
  update api_keys k set last_used_at = at where k.key_hash = hash and k.revoked_at is null
    and (k.last_used_at is null or k.last_used_at < at - interval '1 minute');
  select k.id, k.person_id, k.authority_id, k.school_id, k.lists from api_keys k where k.key_hash = hash and k.revoked_at is null
$$;
revoke execute on function make_api_key, revoke_api_key, use_api_key from public;
grant execute on function make_api_key, revoke_api_key, use_api_key to keepsight_app;
