-- Where words of a case said an address before it was hidden: a visit request, a visit, a question that whoever is asked still reads.
create function case_says_hidden(of_case bigint, words text) returns boolean language sql stable as $$
  select exists (select from cases join child_addresses hiding on hiding.child_id = cases.child_id and hiding.hidden
    where cases.id = of_case and said_in(hiding.lines, hiding.postcode, words)
      and not exists (select from child_addresses later where later.child_id = hiding.child_id and later.replaces = hiding.id))
$$;

-- What a question tells of a child, without an address that is hidden by now. What it told when it was asked stays in the row. Whoever is
-- asked sees no child, so this looks for them; it answers with less than it was given, never with more.
create function disclosed_still(of_case bigint, disclosed jsonb) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select case when of_case is not null and disclosed ?| array['lastAddress', 'newAddress', 'newPostcode', 'addressArea'] and exists (
      select from cases join child_addresses hiding on hiding.child_id = cases.child_id and hiding.hidden
      where cases.id = of_case
        and (said_in(hiding.lines, hiding.postcode, concat_ws(' ', disclosed ->> 'lastAddress', disclosed ->> 'newAddress', disclosed ->> 'newPostcode'))
          or split_part(hiding.postcode, ' ', 1) = disclosed ->> 'addressArea')
        and not exists (select from child_addresses later where later.child_id = hiding.child_id and later.replaces = hiding.id))
    then disclosed - array['lastAddress', 'newAddress', 'newPostcode', 'addressArea'] else disclosed end
$$;
revoke execute on function disclosed_still from public;
grant execute on function disclosed_still to keepsight_app;
