-- Whoever has died, as somebody confirmed: nobody writes to the family, calls it or visits it about school. Who keeps home education or
-- exclusions, and does not see the case, must know it too; so it answers yes or no of a child whom they see, and nothing else.
create function has_died_for_any(child bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from records_of_child(child) as record join cases k on k.child_id = record
    where k.outcome = 'died' or exists (select from case_facts f where f.case_id = k.id and f.kind = 'death-confirmed'
      and not exists (select from case_facts later where later.case_id = k.id
        and (later.replaces = f.id or later.kind = 'case-reopened' and later.id > f.id))))
$$;
revoke execute on function has_died_for_any from public;
grant execute on function has_died_for_any to keepsight_app;
create function has_died(child bigint) returns boolean language sql stable
  return exists (select from children where children.id = child) and has_died_for_any(child);
