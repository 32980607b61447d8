-- Social workers are the people of the agency social care: the one role that is not called as its agency is. The rest is as in 0082.
create or replace function make_api_client(of_authority int, of_school int, of_agency int, of_role text, of_scopes text[], client_called text,
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
  or (of_agency is not null and not exists (select from agencies where id = of_agency and authority_id = of_authority and kind = case of_role when 'social-worker' then 'social-care' else of_role end)) then
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
