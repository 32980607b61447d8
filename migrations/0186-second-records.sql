-- Two records of children that are of one child (A11): said by a person, taken back by a person, and nothing is moved or lost by
-- either (docs/decisions/0038-second-records.md).
create table second_records (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  child_id bigint not null references children,
  other_child_id bigint not null references children,
  decision text not null check (decision in ('same', 'different', 'undone')),
  note text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people,
  -- A pair is written one way round.
  check (child_id < other_child_id)
);
create index on second_records (child_id, other_child_id, id);
create index on second_records (other_child_id);
create index on second_records (authority_id);
create index on second_records (made_by);
select protect_facts('second_records');
alter table second_records enable row level security;
create policy seen on second_records for select to keepsight_app using (
  exists (select from children where children.id = child_id) and exists (select from children where children.id = other_child_id));
create policy made on second_records for insert to keepsight_app with check (made_by = (select viewer_id())
  -- What follows can close a case and open it again.
  and authority_id = any ((select viewer_authorities('close-case'))::int[])
  and exists (select from children where children.id = child_id and children.authority_id = second_records.authority_id)
  and exists (select from children where children.id = other_child_id and children.authority_id = second_records.authority_id));
grant select, insert on second_records to keepsight_app;

-- A copy of what follows from the statements, kept by their trigger: the first record of the child, on each that has a second.
alter table children add column one_child_id bigint;
create index on children (one_child_id) where one_child_id is not null;
create index on children (id) where one_child_id is not null;

-- Every record of the child of whom this is one, as the caller may see them.
create function records_of_child(child bigint) returns setof bigint language sql stable as $$
  select child union select other.id from children one join children other on other.one_child_id = one.one_child_id where one.id = child
$$;

-- Other records whom a list of the same authority calls by the very same name and birth date, but those said to be of another child.
create function namesakes_of(child bigint) returns setof bigint language sql stable as $$
  select distinct other.child_id from list_entries mine
    join list_entries other on (other.date_of_birth, other.surname_key, other.forename_key) = (mine.date_of_birth, mine.surname_key, mine.forename_key)
      and other.authority_id = mine.authority_id and other.child_id <> mine.child_id
  where mine.child_id = child and mine.surname_key <> '' and mine.forename_key <> '' and 'different' is distinct from (
    select decision from second_records said where said.child_id = least(child, other.child_id)
      and said.other_child_id = greatest(child, other.child_id) order by said.id desc limit 1)
$$;

create function take_up_second_record() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare touched bigint[];
begin
  -- One after another in an authority: two statements about the same record must see each other.
  perform pg_advisory_xact_lock(728114059, new.authority_id);
  touched := array(select records_of_child(new.child_id) union select records_of_child(new.other_child_id));
  with recursive last as (
    select distinct on (child_id, other_child_id) child_id, other_child_id, decision from second_records
    where child_id = any (touched) and other_child_id = any (touched) order by child_id, other_child_id, id desc),
  pairs as (
    select child_id as one, other_child_id as other from last where decision = 'same'
    union all select other_child_id, child_id from last where decision = 'same'),
  reached as (
    select id as child, id as record from unnest(touched) as id
    union select reached.child, pairs.other from reached join pairs on pairs.one = reached.record),
  grouped as (select child, min(record) as first, count(*) as records from reached group by child)
  update children set one_child_id = case when records > 1 then first end
  from grouped where id = child and one_child_id is distinct from case when records > 1 then first end;
  return null;
end $$;
create trigger taken_up after insert on second_records for each row execute function take_up_second_record();

-- Rows of lists that mean any record of a child mean the child: as in 0031-linked-rows-meant.sql, and then by the first record.
create or replace view children_meant with (security_invoker = true) as
with linked as (
  select entry_id, min(other_entry_id) as first_entry_id from (
    select entry_id, other_entry_id from list_links
    where other_entry_id is not null and (decided = 'same' or answer = 'linked' and decided is distinct from 'different')
    union all
    select other_entry_id, entry_id from list_links
    where other_entry_id is not null and (decided = 'same' or answer = 'linked' and decided is distinct from 'different')) both_ways
  group by entry_id),
-- What is said of one child that stands on several rows is said in the words of the first of them.
rows_in_words as (
  select e.id, e.authority_id, e.child_id, coalesce(e.child_id, of_first.child_id) as child_of_either,
    e.surname_key, e.forename_key, e.date_of_birth,
    case when of_first.id < e.id then of_first.id else e.id end as named_by,
    case when of_first.id < e.id then of_first.surname_key else e.surname_key end as surname_said,
    case when of_first.id < e.id then of_first.forename_key else e.forename_key end as forename_said,
    case when of_first.id < e.id then of_first.date_of_birth else e.date_of_birth end as born_said
  from list_entries e
    left join linked on e.child_id is null and linked.entry_id = e.id
    left join list_entries of_first on of_first.id = linked.first_entry_id),
meant as (
  select e.id as entry_id, e.authority_id, coalesce(e.child_of_either, same.child_id) as child_id,
    coalesce(e.child_of_either, same.child_id,
      case when e.surname_said <> '' and e.forename_said <> '' and e.born_said is not null
        then -1 - (hashtextextended(e.surname_said || '/' || e.forename_said || '/' || e.born_said::text, 0) & 4611686018427387903)
        else -1 - (hashtextextended('row ' || e.named_by, 0) & 4611686018427387903) end) as subject
  from rows_in_words e
  left join (
    select authority_id, surname_key, forename_key, date_of_birth, min(child_id) as child_id
    from list_entries where child_id is not null and surname_key <> '' and forename_key <> ''
    group by authority_id, surname_key, forename_key, date_of_birth having min(child_id) = max(child_id)) same
    on e.child_of_either is null and same.authority_id = e.authority_id and same.surname_key = e.surname_key
      and same.forename_key = e.forename_key and same.date_of_birth = e.date_of_birth
      and not exists (select from list_links parted where parted.entry_id = e.id and parted.child_id = same.child_id and parted.decided = 'different'))
select meant.entry_id, meant.authority_id, coalesce(second.one_child_id, meant.child_id) as child_id,
  coalesce(second.one_child_id, meant.subject) as subject
from meant left join children second on second.id = meant.child_id and second.one_child_id is not null
  -- The first record may have been erased.
  and exists (select from children first where first.id = second.one_child_id);

-- A case of either record is a case of the child: as in 0025-comparisons.sql.
create or replace function comparison_standing(finding comparison_findings) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case
    when finding.case_id is null and exists (select from cases where child_id = any (array(select records_of_child(finding.child_id)))
      and open and authority_id = finding.authority_id) then 'case'
    when last.how = 'referred' and exists (
      select from referrals r left join cases on cases.id = r.case_id where r.id = last.referral_id
        and (cases.open or r.case_id is null and not exists (select from searches where searches.referral_id = r.id and decision is not null))) then 'case'
    when last.source_hash = finding.source_hash and last.how = 'asked' and exists (
      select from enquiries where enquiries.id = last.enquiry_id and answered_at is null) then 'asked'
    when last.source_hash = finding.source_hash and last.how in ('fine', 'referred') then 'settled'
    -- A case that was closed because it is sought in another settles nothing by itself.
    when finding.case_id is null and exists (select from cases where child_id = any (array(select records_of_child(finding.child_id)))
      and not open and outcome <> 'same-child' and authority_id = finding.authority_id and closed_at >= finding.source_since) then 'settled'
    else 'open' end
  from (select) nothing
  left join lateral (
    select how, source_hash, enquiry_id, referral_id from comparison_settlements
    where finding_id = finding.id order by id desc limit 1) last on true
$$;

create or replace function stand_findings_again() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'comparison_settlements' then
    update comparison_findings f set standing = comparison_standing(f) where f.id = new.finding_id;
  elsif tg_table_name = 'enquiries' then
    update comparison_findings f set standing = comparison_standing(f) where f.id = new.finding_id;
  elsif tg_table_name = 'cases' then
    update comparison_findings f set standing = comparison_standing(f) where f.child_id = any (array(select records_of_child(new.child_id)))
      or f.id in (select s.finding_id from comparison_settlements s join referrals r on r.id = s.referral_id where r.case_id = new.id);
  else
    update comparison_findings f set standing = comparison_standing(f)
    where f.id in (select finding_id from comparison_settlements where referral_id = new.referral_id);
  end if;
  return null;
end $$;

-- Whoever must not be approached under one record must not be under the other, also one that the viewer may not see.
create or replace function is_family_barred_for_any(child bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from children_together(child) as together where is_approach_barred(together.id))
    or exists (select from records_of_child(child) as record where record <> child and is_approach_barred(record))
$$;

-- A record goes when nothing keeps it, nor any other record of the same child.
create function kept_alone_because(child bigint) returns text language sql stable set search_path = public, pg_temp as $$
  select case
    when exists (select from cases where child_id = child and open) then 'open-case'
    when exists (select from retention_holds h where h.child_id = child and not exists (select from retention_hold_ends e where e.hold_id = h.id)) then 'held'
    when coalesce((select max(due_on) from retention_of_child(child)), 'infinity') > current_date then 'not-due' end
$$;
create or replace function kept_because(child bigint) returns text language sql stable set search_path = public, pg_temp as $$
  select coalesce(kept_alone_because(child), (select 'second-record' from records_of_child(child) as record
    where record <> child and kept_alone_because(record) is not null limit 1))
$$;

insert into record_parts (place, part, called, reached) values
  (-41, 'second_records', 'That another record is of the same child, or not', '($1).child in (child_id, other_child_id)');
