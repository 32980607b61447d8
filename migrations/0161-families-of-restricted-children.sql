-- A child whose record is restricted warns of its family too (E04): whoever would go to the door of a brother or sister does not see
-- that record, and is told to ask the safeguarding lead, and not why. Of a child whom the viewer may not see nothing is answered.
create function is_family_barred_for_any(child bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from children_together(child) as together where is_approach_barred(together.id))
$$;
revoke execute on function is_family_barred_for_any from public;
grant execute on function is_family_barred_for_any to keepsight_app;
create or replace function is_family_barred(child bigint) returns boolean language sql stable
  return exists (select from children where children.id = child) and is_family_barred_for_any(child);
