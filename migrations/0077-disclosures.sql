-- What left the authority of a child, to whom, when and on which basis (G01), is worked out from what each act keeps already:
-- src/disclosures. Two things were missing: whose act it is to read it, and which files of a list named the child.
insert into permissions (role, act)
  select unnest(array['cme-officer', 'named-officer', 'safeguarding-lead', 'auditor']), 'see-disclosures';

-- The entries of files and lists that went out, by whom they name: few beside the reads, so that the index stays small.
create index audit_entries_files_by_child on audit_entries using gin (details jsonb_path_ops)
  where act like 'took %' or act like 'disclosed %';

-- Which files named a child. The log is read by child for those who see disclosures, also by those who do not read the log.
create function files_naming_child(child bigint) returns table (id bigint, at timestamptz, act text, partner text, by text)
language sql stable security definer set search_path = public, pg_temp as $$
  with known as (
    select c.id, c.authority_id from children c
    where c.id = child and c.authority_id = any (viewer_authorities('see-disclosures'))
      and (not c.restricted or c.id = any (viewer_leave()))),
  named (key, of_authority) as (
    select jsonb_build_object('children', jsonb_build_array(k.id)), k.authority_id from known k
    union all select jsonb_build_object('cases', jsonb_build_array(c.id)), k.authority_id from known k join cases c on c.child_id = k.id
    union all select jsonb_build_object('findings', jsonb_build_array(f.id)), k.authority_id from known k join comparison_findings f on f.child_id = k.id
    union all select jsonb_build_object('entries', jsonb_build_array(e.id)), k.authority_id from known k join list_entries e on e.child_id = k.id)
  select distinct a.id, a.at, a.act, a.details ->> 'partner', people.name
  from named join audit_entries a on a.details @> named.key and (a.act like 'took %' or a.act like 'disclosed %')
    join people on people.id = a.person_id
  where a.authority_id is null or a.authority_id = named.of_authority
  union
  select a.id, a.at, a.act, null, people.name from known join audit_entries a on a.child_id = known.id and a.act like 'disclosed %'
    join people on people.id = a.person_id
$$;
revoke execute on function files_naming_child from public;
grant execute on function files_naming_child to keepsight_app;
