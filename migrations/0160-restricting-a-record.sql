-- Restricting a child's record, lifting that, and giving and ending leave (G04). Until now only whoever could write to the
-- database itself could do any of it.

-- Who restricted a record, who lifted that, and why.
create table child_restrictions (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  restricts boolean not null,
  reason text not null check (btrim(reason) <> ''),
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on child_restrictions (child_id);
select protect_facts('child_restrictions');
alter table child_restrictions enable row level security;
create policy seen on child_restrictions for select to keepsight_app using (exists (select from children where children.id = child_id
  and authority_id = any ((select viewer_authorities('restrict-child'))::int[])));
create policy made on child_restrictions for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from children where children.id = child_id and authority_id = any ((select viewer_authorities('restrict-child'))::int[])
    and (not children.restricted or children.id = any ((select viewer_standing_leave())::bigint[]))));
grant select, insert on child_restrictions to keepsight_app;

-- What somebody needs the record for. Of leave that ends when it begins: it takes back what the same person was given before.
alter table restricted_leave add column reason text not null default '';

create or replace function viewer_standing_leave() returns bigint[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(child_id), '{}') from (
    select child_id from restricted_leave as given where person_id = viewer_id() and (until_at is null or until_at > now())
      and not exists (select from restricted_leave as ended where ended.child_id = given.child_id and ended.person_id = given.person_id
        and ended.given_at > given.given_at and ended.until_at <= ended.given_at)
    union all
    -- The program itself: an answer that comes in, or a deadline that passes, must reach the case of a restricted child too.
    select id from children where restricted
      and viewer_id() = (select id from people where issuer = 'keepsight' and subject = 'keepsight')) as leave
$$;

insert into record_parts (place, part, called, reached) values
  (-40, 'child_restrictions', 'Who restricted the record and why', 'child_id = ($1).child');
