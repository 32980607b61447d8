import { sql } from "kysely";
import { authorityIds } from "../access/index.ts";
import type { Database } from "../database/index.ts";
import type { List } from "./lists.ts";
import type { ProvisionKind } from "./provisions.ts";
import { namePairs, type Sought } from "./sought.ts";

/** A child in a list of those who were found. */
export type FoundChild = {
  id: number;
  authorityId: number;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  upn: string | null;
  postcode: string | null;
  schoolName: string | null;
  onRoll: boolean;
  educated: ProvisionKind;
  /** By a number, by the names on some list, or only by the birth date. */
  foundBy: "upn" | "names" | "birth-date";
};

/** At most these are read for one search; more than fit a page cannot be looked through by eye. */
const mostByNames = 100;
const mostByBirthDate = 400;

/**
 * The children whom the viewer may see and who share the UPN, the names on any list (former surnames too), or the birth
 * date (also with day and month exchanged) of what was typed. A forename may be cut short, and a surname that stands alone.
 * Row-level security leaves indexes to comparisons of whole values, so a beginning is a range of keys. `within`: the authorities whose
 * rows are read; undefined: all.
 */
export async function childrenSharing(
  database: Database,
  sought: Sought,
  within: readonly number[] | undefined,
): Promise<FoundChild[]> {
  const { upn, days, only, names, isCalled, written } = keysOf(sought);
  const authorities = authorityIds(within);
  const here = sql`e.authority_id = any (${authorities})`;
  const { rows } = await sql<FoundChild>`
    with found (id, rank) as (
      (select child_id, 1 from list_entries where upn = ${upn}::text limit 20)
      union all (select child_id, 1 from list_entries where former_upn = ${upn}::text limit 20)
      union all (select id, 1 from children where upn = ${upn}::text limit 20)
      union all (select e.child_id, 2 from ${names} join list_entries e on e.surname_key = sought.surname and ${isCalled} and ${here} limit ${sql.lit(mostByNames)})
      union all (select e.child_id, 2 from ${names} join list_entries e on e.other_surname_key = sought.surname and e.other_surname_key <> '' and ${isCalled} and ${here} limit ${sql.lit(mostByNames)})
      union all (select c.id, 2 from ${written} cross join unnest(${authorities}) as a (id)
        join children c on c.authority_id = a.id and c.surname = sought.surname and c.forename = sought.forename limit ${sql.lit(mostByNames)})
      union all (select e.child_id, 2 from list_entries e where e.surname_key between ${only?.first ?? null}::text and ${only?.last ?? null}::text and ${here}
        order by e.surname_key, e.forename_key limit ${sql.lit(mostByNames)})
      union all (select c.id, 3 from children c where c.authority_id = any (${authorities}) and c.date_of_birth = any (${days}::date[])
        limit ${sql.lit(mostByBirthDate)}))
    select c.id, c.authority_id as "authorityId", c.forename, c.surname, c.date_of_birth as "dateOfBirth", c.upn, c.postcode,
      s.name as "schoolName", c.on_roll as "onRoll", c.educated,
      (array['upn', 'names', 'birth-date'])[best.rank] as "foundBy"
    from (select id, min(rank) as rank from found where id is not null group by id) best
    join children c on c.id = best.id left join schools s on s.id = c.school_id
    order by best.rank, c.surname, c.forename, c.id`.execute(database);
  return rows;
}

/** What a list says of a child whom no record of a child has been joined to yet. */
export type LoneEntry = {
  id: number;
  list: List;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  postcode: string | null;
  lastSeenAt: Temporal.Instant;
};

/** The entries of lists that share the same with what was typed and belong to no child's record: nobody on a list is out of sight. [A04] */
export async function loneEntriesSharing(
  database: Database,
  sought: Sought,
  within: readonly number[] | undefined,
): Promise<LoneEntry[]> {
  const { upn, days, only, names, isCalled } = keysOf(sought);
  const alone = sql`e.authority_id = any (${authorityIds(within)}) and e.child_id is null`;
  const { rows } = await sql<LoneEntry>`
    with found as (
      (select e.* from list_entries e where e.upn = ${upn}::text and e.child_id is null limit 20)
      union (select e.* from ${names} join list_entries e on e.surname_key = sought.surname and ${isCalled} where ${alone} limit ${sql.lit(mostByNames)})
      union (select e.* from ${names} join list_entries e on e.other_surname_key = sought.surname and e.other_surname_key <> '' and ${isCalled} where ${alone} limit ${sql.lit(mostByNames)})
      union (select e.* from list_entries e where e.surname_key between ${only?.first ?? null}::text and ${only?.last ?? null}::text and ${alone} limit ${sql.lit(mostByNames)})
      union (select e.* from list_entries e where e.date_of_birth = any (${days}::date[]) and ${alone} limit ${sql.lit(mostByBirthDate)}))
    select id, list, forename, surname, date_of_birth as "dateOfBirth", postcode, last_seen_at as "lastSeenAt"
    from found order by surname, forename, id`.execute(database);
  return rows;
}

/** What was typed, as the keys under which children and entries are stored. */
function keysOf(sought: Sought) {
  const pairs = namePairs(sought.names.slice(0, 5));
  const [alone] = sought.names.length === 1 && !sought.bornOn ? sought.names : [];
  const only = alone === undefined ? undefined : { first: alone, last: lastBeginningWith(alone) };
  const upn = sought.upn ?? null;
  const days = sought.bornOn ? [sought.bornOn, exchanged(sought.bornOn)].map(String) : [];
  // Whatever is worked out from a name is worked out here: inside, it would keep row-level security from the index.
  const names = sql`unnest(${pairs.map(({ surname }) => surname)}::text[], ${pairs.map(({ forename }) => forename)}::text[],
    ${pairs.map(({ forename }) => lastBeginningWith(forename))}::text[]) as sought (surname, forename, last_forename)`;
  const written = sql`unnest(${pairs.map(({ surname }) => capitalised(surname))}::text[],
    ${pairs.map(({ forename }) => capitalised(forename))}::text[]) as sought (surname, forename)`;
  const isCalled = sql`e.forename_key between sought.forename and sought.last_forename`;
  return { upn, days, only, names, isCalled, written };
}

/** Sorts behind every folded name that begins so. */
function lastBeginningWith(beginning: string): string {
  return `${beginning}zzzz`;
}

function capitalised(folded: string): string {
  return folded.charAt(0).toUpperCase() + folded.slice(1);
}

function exchanged(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.day > 12 ? day : Temporal.PlainDate.from({ year: day.year, month: day.day, day: day.month });
}
