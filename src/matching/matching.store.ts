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
  /** Null in Keepsight's own record, of which nobody shows it: to look it up for each child of a birthday was two fifths of what a search reads. */
  schoolName: string | null;
  startsOn: Temporal.PlainDate | null;
  endsOn: Temporal.PlainDate | null;
  lastSeenAt: Temporal.Instant;
};

/**
 * The ways in which a record is looked for, by what it shares with the child sought, each with the most records that are looked
 * through. Whoever shares no more than a name is counted apart, so that a name which many share crowds out nobody.
 */
const ways = { "birth date or postcode": 360, "surname and forename": 180 } as const;
export type Way = keyof typeof ways;

/** Of so many records of each way, what else lists say of their children comes along; other children's is asked for once they are candidates. */
const mostCompleted = 24;
const mostOfABirthday = 240;

const entryShown = sql`e.id as "entryId", e.authority_id as "authorityId", e.list, e.child_id as "childId", e.forename, e.middle_names as "middleNames", e.surname,
  e.other_forename as "otherForename", e.other_surname as "otherSurname", e.date_of_birth as "dateOfBirth", e.sex, e.upn,
  e.former_upn as "formerUpn", e.postcode, e.address, e.starts_on as "startsOn", e.ends_on as "endsOn",
  e.last_seen_at as "lastSeenAt", (select name from schools where schools.id = e.school_id) as "schoolName"`;

type InJson<Row, Days extends keyof Row> = Omit<Row, Days> & Record<Days, string | null>;
type EntryInJson = InJson<Entry, "dateOfBirth" | "startsOn" | "endsOn" | "lastSeenAt"> & { way: Way | null };
type RecordInJson = Pick<
  Entry,
  "entryId" | "authorityId" | "forename" | "surname" | "sex" | "upn" | "postcode"
> & { madeAt: string };

/** What a search is answered with, before it is weighed. */
export type Answered = {
  /** Each record that shares a key with the child sought. */
  sharing: Entry[];
  /** What the lists say of the children of these, the same records included: of all but the last of very many. */
  ofTheirChildren: Entry[];
  /** The ways that found more than can be looked through. */
  full: Way[];
  received: Map<List, Temporal.Instant>;
  weightsOf: (authorityId: number) => SearchWeights;
};

/**
 * Every record, in every list that the viewer may see, that shares a key with the one sought, and what it takes to weigh them, in one
 * statement: each table that one names anew asks anew what the viewer may see, which takes as long as finding the records. Keys are
 * compared by equality alone, because row-level security keeps other operators from the indexes; PostgreSQL joins what each index finds
 * before it looks at a row. The answer is JSON, which Node reads in half the time of rows. `within`: the authorities whose rows are read;
 * undefined: all. `lists`: those of which it is asked when they last came.
 */
export async function recordsSharingAKey(
  database: Database,
  sought: Identity,
  within: readonly number[] | undefined,
  lists: readonly List[],
): Promise<Answered> {
  const authorities = authorityIds(within);
  const { narrow, byName, more } = conditionsOf(sought);
  const { rows } = await sql<{
    entries: EntryInJson[];
    records: RecordInJson[];
    received: Partial<Record<List, string>>;
    models: KeptModelOf[];
  }>`
    with shared as materialized (
      select *, row_number() over (partition by way order by id) as nth from (
        select e.*, case when ${sql.join(more, sql` or `)} then 'birth date or postcode' else 'surname and forename' end as way
        from list_entries e where (${sql.join([...narrow, ...byName], sql` or `)}) and e.authority_id = any (${authorities})) as found)
    select (select coalesce(json_agg(entry), '[]') from (
        select way, ${entryShown} from shared e where nth <= case way ${sql.join(
          Object.entries(ways).map(([way, most]) => sql`when ${sql.lit(way)} then ${sql.lit(most)}`),
          sql` `,
        )} end
        union all select null, ${entryShown} from list_entries e
        where e.child_id = any (array(select child_id from shared where nth <= ${sql.lit(mostCompleted)}))) as entry) as entries,
      (select coalesce(json_agg(record), '[]') from (
        select c.id as "entryId", c.authority_id as "authorityId", c.forename, c.surname, c.sex, c.upn, c.postcode, c.made_at as "madeAt"
        from children c where c.authority_id = any (${authorities}) and c.date_of_birth = ${sought.dateOfBirth}::date
        limit ${sql.lit(mostOfABirthday)}) as record) as records,
      (select coalesce(json_object_agg(list, at), '{}') from (${lastReceived(lists, within)}) as last) as received,
      (select coalesce(json_agg(model), '[]') from (${modelsInUse}) as model) as models`.execute(database);
  const [answer] = rows;
  if (!answer) throw new RangeError("The lists gave no answer");
  const { entries, records, received, models } = answer;
  const found = entries.filter(({ way }) => way !== null);
  return {
    sharing: [...found.map(entryFrom), ...records.map((record) => ownRecord(record, sought.dateOfBirth))],
    ofTheirChildren: entries.filter(({ way }) => way === null).map(entryFrom),
    full: (Object.keys(ways) as Way[]).filter(
      (each) => found.filter(({ way }) => way === each).length >= ways[each],
    ),
    received: new Map(
      Object.entries(received).map(([list, at]) => [list as List, Temporal.Instant.from(at)]),
    ),
    weightsOf: weightsByAuthority(models),
  };
}

function entryFrom({ way: _, ...entry }: EntryInJson): Entry {
  return {
    ...entry,
    dateOfBirth: dayOf(entry.dateOfBirth),
    startsOn: dayOf(entry.startsOn),
    endsOn: dayOf(entry.endsOn),
    lastSeenAt: Temporal.Instant.from(entry.lastSeenAt ?? ""),
  };
}

function dayOf(text: string | null): Temporal.PlainDate | null {
  return text === null ? null : Temporal.PlainDate.from(text);
}

/** The record that Keepsight itself keeps of a child of this birthday. */
function ownRecord({ madeAt, ...record }: RecordInJson, dateOfBirth: Temporal.PlainDate | null): Entry {
  return {
    ...record,
    ...{
      list: "child-record",
      childId: record.entryId,
      dateOfBirth,
      lastSeenAt: Temporal.Instant.from(madeAt),
    },
    ...{ middleNames: "", otherForename: "", otherSurname: "", formerUpn: null },
    ...{ address: "", schoolName: null, startsOn: null, endsOn: null },
  };
}

/**
 * What a record shares with the child sought: a name and more, or no more than the names; and by what `more` it is known which of the
 * two. What is not known of the child is equal to nothing.
 */
function conditionsOf(sought: Identity): Record<"narrow" | "byName" | "more", RawBuilder<unknown>[]> {
  const { forenameKey, surnameKey, otherSurnameKey } = blockingKeysOf(sought);
  const forename = sql`${forenameKey || null}::text`;
  const surnames = sql`any (${[surnameKey, otherSurnameKey].filter(Boolean)}::text[])`;
  const upns = sql`any (${[sought.upn, sought.formerUpn].filter((upn) => upn !== null)}::text[])`;
  const born = sought.dateOfBirth;
  const days = sql`any (${born ? [born, daySwapped(born)].map(String) : []}::date[])`;
  const ofNumber = [sql`e.upn = ${upns}`, sql`e.former_upn = ${upns}`];
  const samePlace = sql`e.postcode = ${sought.postcode}::text`;
  return {
    narrow: [
      ...ofNumber,
      sql`e.date_of_birth = ${days} and e.surname_key = ${surnames}`,
      sql`e.date_of_birth = ${born}::date and e.forename_key = ${forename}`,
      sql`${samePlace} and e.forename_key = ${forename}`,
    ],
    byName: [
      sql`e.surname_key = ${surnames} and e.forename_key = ${forename}`,
      sql`e.other_surname_key = ${surnames} and e.other_surname_key <> '' and e.forename_key = ${forename}`,
      sql`e.surname_key = ${forename} and e.forename_key = ${surnames}`,
    ],
    more: [...ofNumber, sql`e.date_of_birth = ${days}`, samePlace],
  };
}

/** Everything that the viewer's lists say of these children. */
export async function entriesOfChildren(database: Database, children: readonly number[]): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select ${entryShown} from list_entries e where e.child_id = any (${children}::bigint[])`.execute(
    database,
  );
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

type KeptModelOf = KeptModel & { authorityId: number };
const modelsInUse = sql`select distinct on (authority_id, list) authority_id as "authorityId", id, list, version, rows_of_list as "rowsOfList", weights
  from linkage_models where rows_of_list >= ${sql.lit(rowsThatTeach)} order by authority_id, list, version desc`;

/** The weights of each authority whose posts the viewer holds, from what its own lists have taught. [A11] */
export async function weightsInUse(database: Database): Promise<(authorityId: number) => SearchWeights> {
  const { rows } = await sql<KeptModelOf>`${modelsInUse}`.execute(database);
  return weightsByAuthority(rows);
}

/** A list that can be searched, and when it last came in; a list that never came is searched in vain. [A10] */
export type ListSearched = { list: List; lastReceivedAt: Temporal.Instant | null };

/**
 * How fresh each of these lists is that the viewer may search: when the last whole file of it was read, of these authorities (undefined:
 * all) or of several. One step into an index for each: a school sends a file a day, and nobody waits for years of them to be read.
 */
function lastReceived(of: readonly List[], within: readonly number[] | undefined): RawBuilder<unknown> {
  const lastOf = (whose: RawBuilder<unknown>) => sql`lateral (
    select max(finished_at) as at from imports where imports.list = sought.list and state = 'done' and authority_id ${whose}) as last`;
  return sql`with sought (list) as (select unnest(${of}::text[])), came as (
      select list, at from sought cross join unnest(${authorityIds(within)}) as authority (id), ${lastOf(sql`= authority.id`)}
      union all select list, at from sought, ${lastOf(sql`is null`)})
    select list, max(at) as at from came where at is not null group by list`;
}
