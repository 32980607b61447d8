-- Whom a row means where nobody on record is meant: rows that are linked with each other mean one child, however they are
-- spelt, and what a person parted stays apart (list_links). Otherwise as in 0025-comparisons.sql.
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
    left join list_entries of_first on of_first.id = linked.first_entry_id)
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
    and not exists (select from list_links parted where parted.entry_id = e.id and parted.child_id = same.child_id and parted.decided = 'different');
