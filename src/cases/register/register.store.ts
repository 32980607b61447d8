import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import { areasOf } from "../../access/index.ts";
import type { Database, DB } from "../../database/index.ts";
import { ownersToday } from "../owners.store.ts";
import {
  lengths,
  missingSinceBetween,
  type PageKey,
  type RegisterFilter,
  type RegisterRow,
  stateMoments,
} from "./register.ts";

/** When the register is asked about: its moment, and the day that it is then. */
export type RegisterAsked = {
  authorityId: number;
  now: Temporal.Instant;
  today: Temporal.PlainDate;
  filter: RegisterFilter;
};

type CasesQuery = SelectQueryBuilder<DB, "cases", object>;

/**
 * The cases that the filter leaves, on the columns of cases alone, so that each part has its index. Whether open ones are
 * asked for stands in the text: no index of open cases serves a question whose plan must do for closed ones too.
 */
function narrowed(database: Database, { authorityId, now, today, filter }: RegisterAsked): CasesQuery {
  const { areaId, schoolId, reason, length, state, ownerId, role, closed = false } = filter;
  let query: CasesQuery = database
    .selectFrom("cases")
    .where("cases.authority_id", "=", authorityId)
    .where("cases.open", "=", closed ? sql.lit(false) : sql.lit(true));
  if (areaId !== undefined) query = query.where("cases.area_id", "=", areaId);
  if (schoolId !== undefined) query = query.where("cases.school_id", "=", schoolId);
  if (reason !== undefined) query = query.where("cases.reason", "=", reason);
  if (ownerId === "left")
    query = query.where(sql<boolean>`cases.owner_id <> all (array(${ownersToday(authorityId)}))`);
  else if (ownerId !== undefined) {
    query =
      ownerId === 0 ? query.where("cases.owner_id", "is", null) : query.where("cases.owner_id", "=", ownerId);
  }
  if (role !== undefined) query = query.where("cases.next_role", "=", role);
  if (length !== undefined) {
    const between = missingSinceBetween(length, today);
    if (between === "unknown") query = query.where("cases.missing_since", "is", null);
    else {
      if (between.upTo) query = query.where("cases.missing_since", "<=", between.upTo);
      if (between.after) query = query.where("cases.missing_since", ">", between.after);
    }
  }
  if (state !== undefined) {
    const { tomorrow, nextWeek } = stateMoments(now);
    const [from, until] = {
      overdue: [undefined, now],
      today: [now, tomorrow],
      week: [tomorrow, nextWeek],
      later: [nextWeek, undefined],
    }[state];
    if (from) query = query.where("cases.next_due_at", ">=", from);
    if (until) query = query.where("cases.next_due_at", "<", until);
  }
  return query;
}

const rowColumns = [
  "cases.id as caseId",
  "cases.reference",
  "cases.child_id as childId",
  "children.forename",
  "children.surname",
  "children.upn",
  "children.date_of_birth as dateOfBirth",
  "areas.name as area",
  "schools.name as school",
  "cases.reason",
  "cases.missing_since as missingSince",
  "cases.opened_at as openedAt",
  "people.name as owner",
  "cases.next_asks as nextAsks",
  "cases.next_clause as nextClause",
  "cases.next_role as nextRole",
  "cases.next_due_at as nextDueAt",
  "cases.outcome",
  "cases.closed_at as closedAt",
] as const;

/** One page of the register: open cases worst first, closed ones newest first. */
export function registerPage(
  database: Database,
  asked: RegisterAsked,
  rows: number,
  after?: PageKey,
): Promise<RegisterRow[]> {
  const due = asked.filter.closed ? ("cases.closed_at" as const) : ("cases.next_due_at" as const);
  const direction = asked.filter.closed ? ("desc" as const) : ("asc" as const);
  return narrowed(database, asked)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(${sql.ref(due)}, cases.id) ${sql.raw(direction === "asc" ? ">" : "<")} (${after?.dueAt}::timestamptz, ${after?.id}::bigint)`,
      ),
    )
    .innerJoin("children", "children.id", "cases.child_id")
    .leftJoin("areas", "areas.id", "cases.area_id")
    .leftJoin("schools", "schools.id", "cases.school_id")
    .leftJoin("people", "people.id", "cases.owner_id")
    .select(rowColumns)
    .orderBy(due, direction)
    .orderBy("cases.id", direction)
    .limit(sql.lit(rows))
    .execute();
}

export type RegisterCounts = {
  all: number;
  overdue: number;
  today: number;
  week: number;
  later: number;
  areas: { id: number | null; count: number; overdue: number }[];
  reasons: { reason: string; count: number; overdue: number }[];
  schools: { id: number | null; name: string | null; count: number; overdue: number }[];
  lengths: { id: string; count: number; overdue: number }[];
};

/** How many open cases of the authority that the viewer sees are owned by somebody who has left. */
export async function casesOfLeavers(database: Database, authorityId: number): Promise<number> {
  // Owners are stepped through along their index: there are few, and nearly always none of them has left.
  const nextOwner = (after: RawBuilder<unknown>) =>
    sql`(select min(owner_id) from cases where authority_id = ${authorityId} and open ${after})`;
  const { rows } = await sql<{ n: number }>`
    with recursive owner (id) as (
      select ${nextOwner(sql``)} union all select ${nextOwner(sql`and owner_id > owner.id`)} from owner where owner.id is not null)
    select count(*)::int as n from cases where authority_id = ${authorityId} and open
      and owner_id = any (array(select id from owner where id <> all (array(${ownersToday(authorityId)}))))`.execute(
    database,
  );
  return rows[0]?.n ?? 0;
}

/** Counts of what the filter leaves, in one pass: by state, area, reason, school and length. The state itself does not narrow them. */
export async function registerCounts(database: Database, asked: RegisterAsked): Promise<RegisterCounts> {
  const { tomorrow, nextWeek } = stateMoments(asked.now);
  // By place in the lists of states and lengths: numbers are grouped in half the time of words.
  const cases = narrowed(database, { ...asked, filter: { ...asked.filter, state: undefined } }).select([
    "cases.area_id",
    "cases.school_id",
    "cases.reason",
    sql<number>`case when next_due_at < ${asked.now} then 0 when next_due_at < ${tomorrow} then 1
      when next_due_at < ${nextWeek} then 2 else 3 end`.as("state"),
    sql<number>`coalesce(width_bucket(${asked.today}::date - missing_since, ${lengthsBeginOn}::int[]), ${lengthUnknown})`.as(
      "length",
    ),
  ]);
  const { rows } = await sql<{
    kind: number;
    area_id: number | null;
    school_id: number | null;
    reason: string | null;
    state: number | null;
    length: number | null;
    count: number;
    overdue: number;
  }>`
    select grouping(area_id, school_id, reason, state, length)::int as kind, area_id, school_id, reason, state, length,
      count(*)::int as count, (count(*) filter (where state = 0))::int as overdue
    from (${cases}) narrowed
    group by grouping sets ((area_id), (school_id), (reason), (state), (length))`.execute(database);
  const of = (kind: number) => rows.filter((row) => row.kind === kind).sort((a, b) => b.count - a.count);
  const ofStates = of(0b11101);
  const inState = (place: number) => ofStates.find(({ state }) => state === place)?.count ?? 0;
  return {
    all: ofStates.reduce((all, { count }) => all + count, 0),
    overdue: inState(0),
    today: inState(1),
    week: inState(2),
    later: inState(3),
    areas: of(0b01111).map(({ area_id, count, overdue }) => ({ id: area_id, count, overdue })),
    schools: of(0b10111).map(({ school_id, count, overdue }) => ({
      id: school_id,
      name: null,
      count,
      overdue,
    })),
    reasons: of(0b11011).map(({ reason, count, overdue }) => ({ reason: reason ?? "", count, overdue })),
    lengths: of(0b11110).map(({ length, count, overdue }) => ({
      id: lengths[length ?? lengthUnknown]?.id ?? "unknown",
      count,
      overdue,
    })),
  };
}

const lengthUnknown = lengths.findIndex(({ from }) => from === undefined);
/** The day, counted from the first day missing, on which each length but the first begins. */
const lengthsBeginOn = lengths.flatMap(({ from }) => (from ? [from * 7] : []));

/** The areas of an authority and its schools, by id, in the order of their names. */
export async function placesNamed(
  database: Database,
  authorityId: number,
): Promise<{ areas: Map<number, string>; schools: Map<number, string> }> {
  const [areas, schools] = await Promise.all([
    areasOf(database, authorityId),
    database.selectFrom("schools").where("authority_id", "=", authorityId).select(["id", "name"]).execute(),
  ]);
  const byName = schools.sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
  return {
    areas: new Map(areas.map(({ id, name }) => [id, name])),
    schools: new Map(byName.map(({ id, name }) => [id, name])),
  };
}
