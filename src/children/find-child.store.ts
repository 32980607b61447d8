import { type RawBuilder, sql } from "kysely";
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
 * Row-level security leaves indexes to comparisons of whole values, so a beginning is a range of keys. What was not typed is not asked: each
 * part of the statement asks anew what the viewer may see. `within`: the authorities whose rows are read; undefined: all.
 */
export async function childrenSharing(
  database: Database,
  sought: Sought,
  within: readonly number[] | undefined,
): Promise<FoundChild[]> {
  const { upn, days, only, pairs, named } = keysOf(sought);
  const here = sql`e.authority_id = any (${authorityIds(within)})`;
  const parts: RawBuilder<unknown>[] = [];
  if (upn) {
    parts.push(
      sql`(select e.child_id, 1 from list_entries e where e.upn = ${upn} or e.former_upn = ${upn} limit 40)`,
    );
    parts.push(sql`(select e.id, 1 from children e where e.upn = ${upn} limit 20)`);
  }
  if (pairs.length > 0) {
    const written = pairs.map(
      ({ surname, forename }) =>
        sql`e.surname = ${capitalised(surname)} and e.forename = ${capitalised(forename)}`,
    );
    parts.push(
      sql`(select e.child_id, 2 from list_entries e where ${named} and ${here} limit ${sql.lit(2 * mostByNames)})`,
    );
    parts.push(
      sql`(select e.id, 2 from children e where (${either(written)}) and ${here} limit ${sql.lit(mostByNames)})`,
    );
  }
  if (only)
    parts.push(sql`(select e.child_id, 2 from list_entries e where ${only} and ${here}
      order by e.surname_key, e.forename_key limit ${sql.lit(mostByNames)})`);
  if (days.length > 0)
    parts.push(sql`(select e.id, 3 from children e where ${here} and e.date_of_birth = any (${days}::date[])
      limit ${sql.lit(mostByBirthDate)})`);
  if (parts.length === 0) return [];
  const { rows } = await sql<FoundChild>`
    with found (id, rank) as (${sql.join(parts, sql` union all `)})
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
  const { upn, days, only, named } = keysOf(sought);
  const here = sql`e.authority_id = any (${authorityIds(within)})`;
  const entries = (which: RawBuilder<unknown>, most: number) =>
    sql`(select e.* from list_entries e where ${which} and e.child_id is null limit ${sql.lit(most)})`;
  const parts = [
    ...(upn ? [entries(sql`e.upn = ${upn}`, 20)] : []),
    ...(named ? [entries(sql`${named} and ${here}`, 2 * mostByNames)] : []),
    ...(only ? [entries(sql`${only} and ${here}`, mostByNames)] : []),
    ...(days.length > 0
      ? [entries(sql`e.date_of_birth = any (${days}::date[]) and ${here}`, mostByBirthDate)]
      : []),
  ];
  if (parts.length === 0) return [];
  const { rows } = await sql<LoneEntry>`
    with found as (${sql.join(parts, sql` union `)})
    select id, list, forename, surname, date_of_birth as "dateOfBirth", postcode, last_seen_at as "lastSeenAt"
    from found order by surname, forename, id`.execute(database);
  return rows;
}

/** What was typed, as conditions on the keys under which entries are stored; undefined for what was not typed. */
function keysOf(sought: Sought) {
  const pairs = namePairs(sought.names.slice(0, 5));
  const [alone] = sought.names.length === 1 && !sought.bornOn ? sought.names : [];
  return {
    upn: sought.upn,
    days: sought.bornOn ? [sought.bornOn, exchanged(sought.bornOn)].map(String) : [],
    pairs,
    named: pairs.length > 0 ? sql`(${either(pairs.flatMap(calledSo))})` : undefined,
    only: alone && sql`e.surname_key between ${alone} and ${lastBeginningWith(alone)}`,
  };
}

/** On a list by these names, or by this forename and this former surname. */
function calledSo({ surname, forename }: { surname: string; forename: string }): RawBuilder<unknown>[] {
  const begins = sql`e.forename_key between ${forename} and ${lastBeginningWith(forename)}`;
  return [
    sql`e.surname_key = ${surname} and ${begins}`,
    sql`e.other_surname_key = ${surname} and e.other_surname_key <> '' and ${begins}`,
  ];
}

function either(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(conditions, sql` or `);
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
