import { sql } from "kysely";
import { calledOver, calledUnsuitable } from "../children/index.ts";
import type { Database } from "../database/index.ts";
import type { Compared } from "./compared-rows.store.ts";

/** Lists on which a child stands once: two children who are both on one of them are not the same. */
const onceAPerson = sql.lit("{health,home-education}");
/** Lists on which twins stand once each, though one child may stand twice. */
const onceAChild = sql.lit("{health,home-education,admissions-application,admissions-offer}");

/** One of the two birthdays is 1 January, which people write for a day that they do not know, and of the other's year. */
const stoodInFor = sql`(date_part('doy', p.date_of_birth) = 1 or date_part('doy', s.date_of_birth) = 1)
  and date_part('year', p.date_of_birth) = date_part('year', s.date_of_birth)`;

/**
 * Finds, for the open transaction alone, who of the children on no roll is probably in education under another record
 * (`probable_children`): a link of their row waits to be confirmed, a roll or the home education list has somebody of the same
 * birthday and much the same name who is nobody else's, or a school's row about them waits to be corrected. Such a child is not
 * hidden, but stands apart from those of whom nothing is known. [A04] [B01] [B02] [B03]
 */
export async function gatherProbableChildren(
  transaction: Database,
  { authorityId, today }: Compared,
): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(transaction);
  const day = sql`${sql.lit(today.toString())}::date`;
  await sql`
    create temp table places_held on commit drop as
    select distinct on (r.subject) r.subject, r.list, r.school_id, r.starts_on from compared_rows r
    where r.on_roll or r.list in ('home-education', 'independent-school', 'alternative-provision')
      and coalesce(r.starts_on, ${day}) <= ${day} and coalesce(r.ends_on, ${day}) >= ${day}
      and not (r.list = 'home-education' and coalesce(r.other ->> 'Status', '') ~* ${sql.lit(`${calledUnsuitable}|${calledOver}`)})
    order by r.subject, r.list <> 'school-roll', r.starts_on desc nulls last, r.entry_id`.execute(
    transaction,
  );
  await run("create index on places_held (subject)");
  // Every way in which lists write those who have a place.
  await run(`
    create temp table placed_rows on commit drop as
    select distinct r.subject, r.date_of_birth, r.surname_key, r.forename_key, r.postcode, r.sex, max(r.upn) over (partition by r.subject) as upn, places_held.starts_on
    from compared_rows r join places_held using (subject) where r.surname_key <> '' and r.forename_key <> ''`);
  await run("analyze places_held");
  await run("analyze placed_rows");
  await sql`
    create temp table sought_rows on commit drop as
    select u.subject, u.left_on, e.entry_id, e.list, e.date_of_birth, e.surname_key, e.forename_key, e.postcode, e.sex, max(e.upn) over (partition by u.subject) as upn, e.surname, e.forename
    from unplaced_children u join unplaced_rows e on e.subject = u.subject where u.state not in ('elsewhere', 'at-home', 'moved-away', 'not-yet')`.execute(
    transaction,
  );
  await run("analyze sought_rows");
  await sql`
    create temp table waiting_rows on commit drop as
    select r.school_id, lower(r.content ->> 'Surname') as surname, lower(r.content ->> 'Forename') as forename, coalesce(r.content ->> 'DOB', '') as born,
      upper(replace(r.content ->> 'Postcode', ' ', '')) as postcode
    from rejected_rows r join imports i on i.id = r.import_id
    where r.authority_id = ${sql.lit(authorityId)} and r.settled_at is null and i.list = 'school-roll' and coalesce(r.content ->> 'LeavingDate', '') = ''`.execute(
    transaction,
  );
  await sql`
    create temp table probable_children on commit drop as
    with proposed as (
      -- The links that a person is to look at.
      select s.subject, coalesce(l.child_id, other.subject) as placed, l.id as link_id, 1 as nearness
      from sought_rows s join list_links l on l.entry_id = s.entry_id and l.open
        left join compared_rows other on other.entry_id = l.other_entry_id
      union all
      select s.subject, p.subject, null, case when (s.surname_key, s.forename_key) = (p.surname_key, p.forename_key) then 2 else 3 end
      from sought_rows s join placed_rows p on p.date_of_birth = s.date_of_birth and p.subject <> s.subject
      where (p.surname_key, p.forename_key) = (s.surname_key, s.forename_key)
        -- Another UPN and another family name are another child.
        or coalesce(p.sex = s.sex, true) and (coalesce(p.upn = s.upn, true) or left(p.surname_key, 5) = left(s.surname_key, 5)
            or p.surname_key like '%' || s.surname_key or s.surname_key like '%' || p.surname_key) and (p.postcode = s.postcode
            and array[left(p.surname_key, 1), left(p.forename_key, 1)] && array[left(s.surname_key, 1), left(s.forename_key, 1)]
            -- Of one surname at one door, with forenames that do not even begin alike, are twins.
            and (p.surname_key <> s.surname_key or left(p.forename_key, 1) = left(s.forename_key, 1))
          or p.surname_key = s.surname_key and left(p.forename_key, 1) = left(s.forename_key, 1)
          or p.forename_key = s.forename_key and left(p.surname_key, 1) = left(s.surname_key, 1)
          -- Joined soon after the other left.
          or p.starts_on between s.left_on and s.left_on + 60 and (p.surname_key = s.surname_key
            or (left(p.surname_key, 1), left(p.forename_key, 1)) = (left(s.surname_key, 1), left(s.forename_key, 1))))
      union all
      -- At the same door, with a slip in the birthday or a birthday that stands for one that nobody knew.
      select s.subject, p.subject, null, 4
      from sought_rows s join placed_rows p on p.postcode = s.postcode and (p.surname_key = s.surname_key or p.forename_key = s.forename_key)
        and p.subject <> s.subject and p.date_of_birth <> s.date_of_birth and coalesce(p.sex = s.sex, true)
      where (p.surname_key, p.forename_key) = (s.surname_key, s.forename_key) or ${stoodInFor}
      union all
      select s.subject, p.subject, null, 4
      from sought_rows s join placed_rows p on (p.surname_key, p.forename_key) = (s.surname_key, s.forename_key)
        and p.subject <> s.subject and ${stoodInFor} and coalesce(p.sex = s.sex, true)),
    left_on as (select subject, max(left_on) as left_on from sought_rows group by subject),
    likely as (
      select distinct on (x.subject) x.subject, p.list, p.school_id, x.link_id, x.nearness
      from proposed x join places_held p on p.subject = x.placed join left_on on left_on.subject = x.subject
      where not exists (
          select from unplaced_rows one join compared_rows other on other.subject = p.subject and other.list = one.list
          where one.subject = x.subject and one.list = any (case x.nearness when 2 then ${onceAPerson} else ${onceAChild} end::text[]))
        -- Who left after that began has left it too; who came from elsewhere by a record of their own is another leaver.
        and (left_on is null or coalesce(p.starts_on, left_on) >= left_on - 31 and (p.list <> 'school-roll' or not exists (
          select from compared_rows before where before.subject = p.subject and before.list = 'school-roll' and before.ends_on < ${day})))
        and not exists (
          select from list_links parted join unplaced_rows one on one.entry_id = parted.entry_id
          where one.subject = x.subject and parted.child_id = p.subject and parted.decided = 'different')
        and 'different' is distinct from (select decision from second_records said where said.child_id = least(x.subject, p.subject)
          and said.other_child_id = greatest(x.subject, p.subject) order by said.id desc limit 1)
      order by x.subject, x.nearness, x.link_id, p.subject),
    held as (
      -- Two joins by equality: one with an "or" compares every row with every other.
      select subject, min(school_id) as school_id from (
        select s.subject, w.school_id
        from sought_rows s join waiting_rows w
          on (w.surname, w.forename, w.born) = (lower(s.surname), lower(s.forename), s.date_of_birth::text)
        union all
        select s.subject, w.school_id
        from sought_rows s join waiting_rows w on w.postcode = replace(s.postcode, ' ', '')
        where w.born = s.date_of_birth::text or (w.surname, w.forename) = (lower(s.surname), lower(s.forename))
          -- Of brothers and sisters at one door the forename tells.
          or w.born = '' and left(w.forename, 1) = lower(left(s.forename, 1)) and left(w.surname, 3) = lower(left(s.surname, 3))
          or w.born = '' and w.forename = lower(s.forename)) by_either
      group by subject)
    select subject, likely.list as likely_list, likely.school_id as likely_school_id, likely.nearness = 2 as same_words, likely.link_id,
      held.school_id as held_school_id
    from likely full join held using (subject)`.execute(transaction);
  await run("create index on probable_children (subject)");
  await run("analyze probable_children");
}
