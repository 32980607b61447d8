import { type RawBuilder, sql } from "kysely";
import { authorityIds } from "../access/index.ts";
import type { List } from "../children/index.ts";
import type { Database } from "../database/index.ts";
import { blockingKeysOf } from "./blocking-keys.ts";
import type { Identity } from "./evidence.ts";
import { type KeptModel, rowsThatTeach } from "./linkage-models.ts";
import { type SearchWeights, weightsByAuthority } from "./search-weights.ts";

/** What one list says of a child; "child-record" is the record that Keepsight itself keeps. */
export type Entry = Identity & {
  authorityId: number;
  list: List | "child-record";
  entryId: number;
  childId: number | null;
  address: string;
  schoolName: string | null;
  startsOn: Temporal.PlainDate | null;
  endsOn: Temporal.PlainDate | null;
  lastSeenAt: Temporal.Instant;
};

/**
 * The ways in which a record is looked for, by what it shares with the child sought, each with the most records that are looked
 * through. Whoever shares no more than a name is looked for apart, so that a name which many share crowds out nobody.
 */
const ways = { "birth date or postcode": 360, "surname and forename": 180 } as const;
export type Way = keyof typeof ways;

const entryShown = sql`e.id as "entryId", e.authority_id as "authorityId", e.list, e.child_id as "childId", e.forename, e.middle_names as "middleNames", e.surname,
  e.other_forename as "otherForename", e.other_surname as "otherSurname", e.date_of_birth as "dateOfBirth", e.sex, e.upn,
  e.former_upn as "formerUpn", e.postcode, e.address, e.starts_on as "startsOn", e.ends_on as "endsOn",
  e.last_seen_at as "lastSeenAt", schools.name as "schoolName"`;
const entryColumns = sql`e.id, e.authority_id, e.list, e.child_id, e.school_id, e.forename, e.middle_names, e.surname, e.other_forename,
  e.other_surname, e.date_of_birth, e.sex, e.upn, e.former_upn, e.postcode, e.address, e.starts_on, e.ends_on, e.last_seen_at`;

/**
 * Every record, in every list that the viewer may see, that shares a key with the one sought. Keys are compared by equality
 * alone, because row-level security keeps other operators from the indexes; PostgreSQL joins what each index finds before it looks
 * at a row. A part of the statement for each key instead, ten in all, took half as long again: each asks anew what the viewer may see.
 * `full` names the ways that found more than can be looked through. `within`: the authorities whose rows are read; undefined: all.
 */
export async function entriesSharingAKey(
  database: Database,
  sought: Identity,
  within: readonly number[] | undefined,
): Promise<{ entries: Entry[]; full: Way[] }> {
  const authorities = authorityIds(within);
  const parts = Object.entries(conditionsOf(sought)).map(
    ([way, conditions]) =>
      sql`(select ${sql.lit(way)} as way, ${entryColumns} from list_entries e
        where (${sql.join(conditions, sql` or `)}) and e.authority_id = any (${authorities}) limit ${sql.lit(ways[way as Way])})`,
  );
  const { rows } = await sql<Entry & { way: Way | "own record" }>`
    with shared as (${sql.join(parts, sql` union all `)}
      union all (select 'own record', c.id, c.authority_id, 'child-record', c.id, c.school_id, c.forename, '', c.surname, '', '',
        c.date_of_birth, c.sex, c.upn, null, c.postcode, '', null, null, c.made_at
        from children c where c.authority_id = any (${authorities}) and c.date_of_birth = ${sought.dateOfBirth}::date limit 240))
    select way, ${entryShown} from shared e left join schools on schools.id = e.school_id`.execute(database);
  const entries = new Map(rows.map(({ way: _, ...entry }) => [`${entry.list} ${entry.entryId}`, entry]));
  const full = (Object.keys(ways) as Way[]).filter(
    (way) => rows.filter((row) => row.way === way).length >= ways[way],
  );
  return { entries: [...entries.values()], full };
}

/** What a record shares with the child sought, of each way; what is not known of the child is equal to nothing. */
function conditionsOf(sought: Identity): Record<Way, RawBuilder<unknown>[]> {
  const { forenameKey, surnameKey, otherSurnameKey } = blockingKeysOf(sought);
  const forename = forenameKey || null;
  const surnames = [surnameKey, otherSurnameKey].filter(Boolean);
  const upns = [sought.upn, sought.formerUpn].filter((upn) => upn !== null);
  const born = sought.dateOfBirth;
  const days = born ? [born, daySwapped(born)].map(String) : [];
  return {
    "birth date or postcode": [
      sql`e.upn = any (${upns}::text[])`,
      sql`e.former_upn = any (${upns}::text[])`,
      sql`e.date_of_birth = any (${days}::date[]) and e.surname_key = any (${surnames}::text[])`,
      sql`e.date_of_birth = ${born}::date and e.forename_key = ${forename}::text`,
      sql`e.postcode = ${sought.postcode}::text and e.forename_key = ${forename}::text`,
    ],
    "surname and forename": [
      sql`e.surname_key = any (${surnames}::text[]) and e.forename_key = ${forename}::text`,
      sql`e.other_surname_key = any (${surnames}::text[]) and e.other_surname_key <> '' and e.forename_key = ${forename}::text`,
      sql`e.surname_key = ${forename}::text and e.forename_key = any (${surnames}::text[])`,
    ],
  };
}

/** Everything that the viewer's lists say of these children. */
export async function entriesOfChildren(database: Database, children: readonly number[]): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select ${entryShown} from list_entries e left join schools on schools.id = e.school_id
    where e.child_id = any (${children}::bigint[])`.execute(database);
  return rows;
}

/** Of these records, only those of one authority and of no restricted child. As the program, which sees all. */
export async function entriesOpenIn(
  database: Database,
  entries: readonly Entry[],
  authorityId: number,
): Promise<Entry[]> {
  const { rows } = await sql<{ key: string }>`
    select e.list || ' ' || e.id as key from list_entries e
    where e.id = any (${idsOf(entries, false)}::bigint[]) and e.authority_id = ${authorityId}
      and not exists (select from children c where c.id = e.child_id and c.restricted)
    union all select 'child-record ' || c.id from children c
    where c.id = any (${idsOf(entries, true)}::bigint[]) and c.authority_id = ${authorityId} and not c.restricted`.execute(
    database,
  );
  const open = new Set(rows.map(({ key }) => key));
  return entries.filter(({ list, entryId }) => open.has(`${list} ${entryId}`));
}

function idsOf(entries: readonly Entry[], ofRecords: boolean): string[] {
  return entries
    .filter(({ list }) => (list === "child-record") === ofRecords)
    .map(({ entryId }) => String(entryId));
}

/** The day with its day and month exchanged; the same where that is no other day. */
function daySwapped(born: Temporal.PlainDate): Temporal.PlainDate {
  const { day, month, year } = born;
  return day > 12 ? born : Temporal.PlainDate.from({ year, month: day, day: month });
}

/** The weights of each authority whose posts the viewer holds, from what its own lists have taught. [A11] */
export async function weightsInUse(database: Database): Promise<(authorityId: number) => SearchWeights> {
  const { rows } = await sql<KeptModel & { authorityId: number }>`
    select distinct on (authority_id, list) authority_id as "authorityId", id, list, version, rows_of_list as "rowsOfList", weights
    from linkage_models where rows_of_list >= ${rowsThatTeach} order by authority_id, list, version desc`.execute(
    database,
  );
  return weightsByAuthority(rows);
}

/** A list that can be searched, and when it last came in; a list that never came is searched in vain. [A10] */
export type ListSearched = { list: List; lastReceivedAt: Temporal.Instant | null };

/**
 * How fresh each of these lists is that the viewer may search: when the last whole file of it was read, of these authorities (undefined:
 * all) or of several. One step into an index for each: a school sends a file a day, and nobody waits for years of them to be read.
 */
export async function listsLastReceived(
  database: Database,
  of: readonly List[],
  within: readonly number[] | undefined,
): Promise<Map<List, Temporal.Instant>> {
  const lastOf = (whose: RawBuilder<unknown>) => sql`lateral (
    select max(finished_at) as at from imports where imports.list = sought.list and state = 'done' and authority_id ${whose}) as last`;
  const { rows } = await sql<{ list: List; at: Temporal.Instant }>`
    with sought (list) as (select unnest(${of}::text[])), came as (
      select list, at from sought cross join unnest(${authorityIds(within)}) as authority (id), ${lastOf(sql`= authority.id`)}
      union all select list, at from sought, ${lastOf(sql`is null`)})
    select list, max(at) as at from came where at is not null group by list`.execute(database);
  return new Map(rows.map(({ list, at }) => [list, at]));
}
