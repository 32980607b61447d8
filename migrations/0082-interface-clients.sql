-- Other systems that read and write by the interface. Like a key (0029) a client is a person of its own with one post: row-level
-- security binds it as it binds somebody with that role, and the audit log names it. It holds leave for no restricted child.
insert into permissions (role, act) values ('data-officer', 'keep-clients'), ('named-officer', 'keep-clients');

-- A system answers no question by hand, owns no case and is nobody to telephone: lists of people leave it out.
alter table posts add column of_system boolean not null default false;

create table api_clients (
  id bigint generated always as identity primary key,
  -- What the system says it is; the secret beside it is known to the system alone.
  client_key text not null unique,
  secret_hash bytea not null,
  person_id bigint not null unique references people,
  authority_id int not null references authorities,
  school_id int references schools,
  agency_id int references agencies,
  role text not null references roles,
  scopes text[] not null check (cardinality(scopes) > 0),
  called text not null,
  expires_on date not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  -- A second person lets it in: whoever made it holds its secret, and may not see what its role sees.
  admitted_at timestamptz,
  admitted_by bigint references people,
  withdrawn_at timestamptz,
  withdrawn_by bigint references people,
  last_used_at timestamptz,
  constraint two_people check (admitted_by <> made_by)
);
create index on api_clients (authority_id, id);
create index on api_clients (school_id);
create index on api_clients (agency_id);
create index on api_clients (made_by);
create index on api_clients (admitted_by);
create index on api_clients (withdrawn_by);
alter table api_clients enable row level security;
create policy seen on api_clients for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-clients'))::int[]));
grant select (id, client_key, person_id, authority_id, school_id, agency_id, role, scopes, called, expires_on, made_at, made_by,
  admitted_at, admitted_by, withdrawn_at, withdrawn_by, last_used_at) on api_clients to keepsight_app;

-- Hashes of the tokens that are out, reached through the functions below alone.
create table api_tokens (
  token_hash bytea primary key,
  client_id bigint not null references api_clients,
  scopes text[] not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index on api_tokens (client_id);
create index on api_tokens (expires_at);
alter table api_tokens enable row level security;

create function make_api_client(of_authority int, of_school int, of_agency int, of_role text, of_scopes text[], client_called text,
  until_day date, key text, hash bytea, at timestamptz)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare system bigint; made bigint; reach text;
begin
  select scope into reach from roles where role = of_role;
  if not of_authority = any (viewer_authorities('keep-clients'))
  or of_role in ('list-sender', 'school-list-sender')
  or reach is null or reach not in ('authority', 'school', 'sent')
  or (reach = 'school') <> (of_school is not null)
  or (reach = 'sent' and of_role <> 'other-authority') <> (of_agency is not null)
  or (of_school is not null and not exists (select from schools where id = of_school and authority_id = of_authority))
  or (of_agency is not null and not exists (select from agencies where id = of_agency and authority_id = of_authority and kind = of_role)) then
    raise exception 'The viewer may not make this client.' using errcode = 'insufficient_privilege';
  end if;
  insert into people (issuer, subject, name, email)
    values ('keepsight-client', key, 'System: ' || client_called, key || '@keepsight.invalid') returning id into system;
  insert into posts (person_id, role, authority_id, school_id, agency_id, from_on, until_on, of_system)
    values (system, of_role, of_authority, of_school, of_agency, at::date, until_day, true);
  insert into api_clients (client_key, secret_hash, person_id, authority_id, school_id, agency_id, role, scopes, called, expires_on, made_at, made_by)
    values (key, hash, system, of_authority, of_school, of_agency, of_role, of_scopes, client_called, until_day, at, viewer_id())
    returning id into made;
  return made;
end $$;

-- Whether it was this that let it in.
create function admit_api_client(client bigint, at timestamptz) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update api_clients set admitted_at = at, admitted_by = viewer_id()
    where id = client and admitted_at is null and withdrawn_at is null and made_by <> viewer_id()
      and authority_id = any (viewer_authorities('keep-clients'));
  return found;
end $$;

-- Whether it was this that withdrew it; its tokens are worth nothing from now on.
create function withdraw_api_client(client bigint, at timestamptz) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update api_clients set withdrawn_at = at, withdrawn_by = viewer_id()
    where id = client and withdrawn_at is null and authority_id = any (viewer_authorities('keep-clients'));
  if not found then return false; end if;
  delete from api_tokens where client_id = client;
  return true;
end $$;

-- Keeps a token for the client of this key and secret; answers the scopes that it has, or nothing where the client is not good.
-- Wanting a scope that the client was not given answers an empty list. Tokens that have run out are forgotten.
create function issue_api_token(key text, secret bytea, wanted text[], token bytea, at timestamptz, until timestamptz)
returns text[] language plpgsql security definer set search_path = public, pg_temp as $$
declare known api_clients;
begin
  select * into known from api_clients where client_key = key and secret_hash = secret and admitted_at is not null
    and withdrawn_at is null and expires_on >= (at at time zone 'Europe/London')::date;
  if not found then return null; end if;
  if not wanted <@ known.scopes then return '{}'; end if;
  delete from api_tokens where expires_at < at;
  insert into api_tokens (token_hash, client_id, scopes, made_at, expires_at)
    values (token, known.id, case when wanted = '{}' then known.scopes else wanted end, at, until);
  return case when wanted = '{}' then known.scopes else wanted end;
end $$;

-- Whose token this is, if both are still good; when the client was last used is kept to the minute.
create function use_api_token(token bytea, at timestamptz)
returns table (client_id bigint, person_id bigint, authority_id int, school_id int, agency_id int, scopes text[])
language sql security definer set search_path = public, pg_temp as $$
  update api_clients c set last_used_at = at from api_tokens t where t.token_hash = token and t.client_id = c.id
    and t.expires_at > at and (c.last_used_at is null or c.last_used_at < at - interval '1 minute');
  select c.id, c.person_id, c.authority_id, c.school_id, c.agency_id, t.scopes from api_tokens t join api_clients c on c.id = t.client_id
    where t.token_hash = token and t.expires_at > at and c.admitted_at is not null and c.withdrawn_at is null
      and c.expires_on >= (at at time zone 'Europe/London')::date
$$;
revoke execute on function make_api_client, admit_api_client, withdraw_api_client, issue_api_token, use_api_token from public;
grant execute on function make_api_client, admit_api_client, withdraw_api_client, issue_api_token, use_api_token to keepsight_app;
