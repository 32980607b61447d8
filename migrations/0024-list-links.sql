-- Which child a row of a list means: by an exact match, by what was learnt of how records of one child compare, or because
-- a person said so, who always wins. list_entries.child_id is a copy of that answer; here are the reasons (A04, A10, A11).

-- How the records of one child compare in one list, learnt once and kept: a later run uses it as it is.
create table linkage_models (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  list text not null,
  -- 1, 2, ... A new one is learnt because somebody asked for it, or because a list has become long enough to teach.
  version int not null,
  rows_of_children int not null,
  rows_of_list int not null,
  weights jsonb not null,
  learnt_at timestamptz not null,
  unique (authority_id, list, version)
);

create table list_links (
  id bigint generated always as identity primary key,
  authority_id int not null,
  list text not null,
  entry_id bigint not null,
  -- One of the two: a child, or another row about a child whom no record is of.
  child_id bigint,
  other_entry_id bigint,
  -- How many times likelier such records are of one child, as a power of 2; and how likely it is one child.
  weight numeric(6, 2) not null,
  probability numeric(7, 6) not null,
  answer text not null check (answer in ('linked', 'to-be-confirmed')),
  -- Field by field: [{"field": "surname", "level": "same", "bits": 9.8}, ...]; the bits add up to the weight.
  evidence jsonb not null,
  model_id bigint not null,
  made_at timestamptz not null,
  -- Copies of what follows from link_decisions, kept by its trigger.
  decided text check (decided in ('same', 'different', 'not-sure')),
  decision_id bigint,
  -- Whether a person is to look at it.
  open boolean not null default false,
  -- What hangs on it: a child reported missing, one who is said to have moved in, and so on; then where doubt is greatest.
  risk smallint not null generated always as (case list when 'police-missing' then 1 when 'other-authority-notice' then 2
    when 'health' then 3 when 'admissions-application' then 4 when 'admissions-offer' then 5 else 6 end) stored,
  doubt numeric(7, 6) not null generated always as (abs(probability - 0.5)) stored,
  check (num_nonnulls(child_id, other_entry_id) = 1),
  check (entry_id < other_entry_id)
);
-- Of every link, so that the links of a row are found by it too.
create unique index on list_links (entry_id, child_id);
create unique index on list_links (entry_id, other_entry_id) where other_entry_id is not null;
-- A row means one child, whoever says so.
create unique index on list_links (entry_id) where decided = 'same' and child_id is not null;
create index on list_links (child_id) where child_id is not null;
create index on list_links (other_entry_id) where other_entry_id is not null;
create index on list_links (authority_id, risk, doubt, id) where open;
create index on list_links (authority_id, decision_id) where decided is not null;

-- What people say of a link. Undoing is another decision.
create table link_decisions (
  id bigint generated always as identity primary key,
  link_id bigint not null references list_links,
  decision text not null check (decision in ('same', 'different', 'not-sure', 'undone')),
  note text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on link_decisions (link_id, id);
select protect_facts('link_decisions');

create trigger references_hold after insert on list_links referencing new table as fresh for each statement execute function
  check_references('entry_id', 'list_entries', 'child_id', 'children', 'other_entry_id', 'list_entries', 'model_id', 'linkage_models');

-- What the import itself found: the child of the same UPN, or of the same names and birth date.
alter table list_entries add column matched_child_id bigint;
update list_entries set matched_child_id = child_id where list <> 'school-roll' and child_id is not null;
create index on list_entries (authority_id, list, id);

-- The child whom a row means: whom a person said, or whom the import matched, or whom the model is sure of, unless a person
-- said that it is another child.
create function child_meant(entry bigint, matched bigint) returns bigint language sql stable
  return coalesce(
    (select child_id from list_links where entry_id = entry and decided = 'same' and child_id is not null),
    case when not exists (select from list_links where entry_id = entry and child_id = matched and decided = 'different') then matched end,
    (select child_id from list_links where entry_id = entry and answer = 'linked' and child_id is not null
      and decided is distinct from 'different' order by weight desc, id limit 1));

-- Brings rows and their links in line with what is known and decided of them.
create function settle_list_entries(ids bigint[]) returns void language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  update list_entries e set child_id = meant.child_id
  from unnest(ids) as named (id)
    join list_entries known on known.id = named.id
    cross join lateral (select child_meant(known.id, known.matched_child_id) as child_id) as meant
  where e.id = named.id and e.list <> 'school-roll' and e.child_id is distinct from meant.child_id;
  update list_links l set open = asked.open
  from (select distinct on (l.id) l.id, l.answer = 'to-be-confirmed' and l.decided is null
      and not exists (select from list_links said where said.entry_id = l.entry_id and said.decided = 'same' and said.child_id is not null)
      and case when l.child_id is not null then e.child_id is distinct from l.child_id
        else e.child_id is null and other.child_id is null end as open
    from (select l.* from unnest(ids) as named (id) join list_links l on l.entry_id = named.id
      union all select l.* from unnest(ids) as named (id) join list_links l on l.other_entry_id = named.id) as l
      join list_entries e on e.id = l.entry_id left join list_entries other on other.id = l.other_entry_id) as asked
  where l.id = asked.id and l.open <> asked.open;
end $$;
revoke execute on function settle_list_entries from public;

-- A decision holds from the moment it is made. The lock is that of merging: rows under way are merged first, and those
-- after see the decision.
create function take_up_link_decision() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  decided list_links;
begin
  perform pg_advisory_xact_lock(728114005);
  update list_links set decided = nullif(new.decision, 'undone'), decision_id = new.id where id = new.link_id returning * into decided;
  perform settle_list_entries(array_remove(array[decided.entry_id, decided.other_entry_id], null));
  return null;
end $$;
create trigger taken_up after insert on link_decisions for each row execute function take_up_link_decision();

-- As in 0008, but that a match is kept beside what people decide, and never takes its place.
create or replace function merge_list_rows(for_import bigint, of_list text, at timestamptz, incoming incoming_row[])
returns jsonb language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_bitmapscan = off as $$
declare answer jsonb;
begin
  perform refuse_foreign_rows(for_import, incoming);
  -- A list speaks for a whole authority, so a school's own officer may not bring one.
  if (select places_not_to_import(array_agg(authority_id), array_agg(null::int)) from unnest(incoming)) then
    raise exception 'The viewer may not import this list.' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock_shared(728114005);
  with judged as materialized (
    select r.*, entry.id as entry_id,
      case
        when entry.content_hash = r.content_hash then 'same'
        when entry.last_import_id = for_import then 'repeated'
        when entry.last_import_id > for_import then 'superseded'
        when entry.id is null then 'new' else 'changed' end as verdict,
      coalesce(by_upn.id, by_name.id, entry.matched_child_id) as matched,
      entry.matched_child_id as matched_before
    from unnest(incoming) r
    left join lateral (
      select id, matched_child_id, content_hash, last_import_id from list_entries e
      where e.authority_id = r.authority_id and e.list = of_list and coalesce(e.school_id, 0) = coalesce(r.school_id, 0) and e.row_key = r.row_key limit 1) entry on true
    left join lateral (
      select min(id) as id from children c where c.upn = r.upn and c.authority_id = r.authority_id having count(*) = 1) by_upn on true
    left join lateral (
      select min(e.child_id) as id from list_entries e
      where by_upn.id is null and e.date_of_birth = r.date_of_birth and e.surname_key = r.surname_key and e.forename_key = r.forename_key
        and r.surname_key <> '' and r.forename_key <> '' and e.authority_id = r.authority_id and e.list = 'school-roll'
      having count(distinct e.child_id) = 1) by_name on true
  ),
  new_entries as (
    insert into list_entries (authority_id, list, school_id, row_key, child_id, matched_child_id, forename, middle_names, surname, other_forename,
      other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key,
      other_surname_key, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
    select authority_id, of_list, school_id, row_key, matched, matched, forename, middle_names, surname, other_forename,
      other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key,
      other_surname_key, content_hash, for_import, for_import, at, at
    from judged where verdict = 'new'
  ),
  changed_entries as (
    update list_entries e set (child_id, matched_child_id, forename, middle_names, surname, other_forename, other_surname, date_of_birth, sex, upn,
        former_upn, address, postcode, starts_on, ends_on, other, forename_key, surname_key, other_surname_key, content_hash,
        last_import_id, last_seen_at) =
      (child_meant(j.entry_id, j.matched), j.matched, j.forename, j.middle_names, j.surname, j.other_forename,
        j.other_surname, j.date_of_birth, j.sex, j.upn, j.former_upn, j.address, j.postcode, j.starts_on, j.ends_on, j.other,
        j.forename_key, j.surname_key, j.other_surname_key, j.content_hash, for_import, at)
    from judged j where j.verdict = 'changed' and e.id = j.entry_id
  ),
  entries_seen as (
    -- A child who was not known when the row first came may be known now.
    update list_entries e set matched_child_id = coalesce(j.matched_before, j.matched),
      child_id = case when j.matched_before is null and j.matched is not null then child_meant(e.id, j.matched) else e.child_id end,
      last_import_id = for_import, last_seen_at = at
    from judged j where j.verdict = 'same' and e.id = j.entry_id and e.last_import_id <= for_import
  )
  select jsonb_build_object(
    'new', count(*) filter (where verdict = 'new'),
    'changed', count(*) filter (where verdict = 'changed'),
    'same', count(*) filter (where verdict = 'same'),
    'refused', coalesce(jsonb_agg(jsonb_build_object('row', row_number, 'why', verdict))
      filter (where verdict not in ('new', 'changed', 'same')), '[]'))
  into answer from judged;
  return answer;
end $$;

-- Who sees a row and a child sees that they are linked. Links are written by the program, as the owner.
alter table linkage_models enable row level security;
create policy seen on linkage_models for select to keepsight_app using (authority_id = any ((select viewer_authorities('see-child'))::int[]));

alter table list_links enable row level security;
create policy seen on list_links for select to keepsight_app using (
  exists (select from list_entries where list_entries.id = entry_id)
  and (child_id is null or exists (select from children where children.id = child_id))
  and (other_entry_id is null or exists (select from list_entries where list_entries.id = other_entry_id)));

alter table link_decisions enable row level security;
create policy seen on link_decisions for select to keepsight_app using (exists (select from list_links where list_links.id = link_id));
create policy made on link_decisions for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from list_links where list_links.id = link_id and authority_id = any ((select viewer_authorities('decide-link'))::int[])));

grant select on linkage_models, list_links to keepsight_app;
grant select, insert on link_decisions to keepsight_app;

-- Whoever works cases, and whoever answers for what the lists say.
insert into permissions (role, act) select unnest(array['cme-officer', 'named-officer', 'data-officer']), 'decide-link';
