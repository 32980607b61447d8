import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Exclusion, ExclusionFact, ExclusionState } from "./exclusion.ts";

/** What the list is narrowed to: what is watched, one state, or everything. */
export type ExclusionsShown = ExclusionState | "watched" | "all";

/** An exclusion with the pupil and the school. */
export type ExclusionRow = Exclusion & {
  childId: number | null;
  forename: string;
  surname: string;
  upn: string | null;
  school: string | null;
  procedure: string;
  /** The area of the school. */
  areaId: number | null;
};

export type ExclusionsAsked = {
  authorityId: number;
  today: Temporal.PlainDate;
  show: ExclusionsShown;
  after?: { startsOn: Temporal.PlainDate; id: number } | undefined;
  count: number;
};

/** The exclusions of an authority: what is watched with the longest out first, everything with the latest first. [B07] [E12] */
export async function exclusionsListed(
  database: Database,
  { authorityId, today, show, after, count }: ExclusionsAsked,
): Promise<ExclusionRow[]> {
  const latestFirst = show === "all" || show === "done";
  const { rows } = await sql<ExclusionRow>`
    select * from (${rowsOf(authorityId, today)}) as exclusion where ${conditionOf(show)}
      ${after ? sql`and ("startsOn", "entryId") ${sql.raw(latestFirst ? "<" : ">")} (${after.startsOn.toString()}::date, ${after.id})` : sql``}
    order by "startsOn" ${sql.raw(latestFirst ? "desc" : "")}, "entryId" ${sql.raw(latestFirst ? "desc" : "")} limit ${sql.lit(count)}`.execute(
    database,
  );
  return rows;
}

/** How many exclusions are in each state. */
export async function exclusionCounts(
  database: Database,
  { authorityId, today }: Pick<ExclusionsAsked, "authorityId" | "today">,
): Promise<Partial<Record<ExclusionState, number>>> {
  const { rows } = await sql<{ state: ExclusionState; count: number }>`
    select state, count(*)::int as count from (${rowsOf(authorityId, today)}) as exclusion group by state`.execute(
    database,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** The exclusion of this number, if there is one that the viewer may know of. */
export async function exclusionNumbered(
  database: Database,
  { entryId, authorityId, today }: { entryId: number; authorityId: number; today: Temporal.PlainDate },
): Promise<ExclusionRow | undefined> {
  const { rows } = await sql<ExclusionRow>`
    select * from (${rowsOf(authorityId, today, entryId)}) as exclusion`.execute(database);
  return rows[0];
}

const workedFor = { days: 120 };

/**
 * The exclusions in which somebody may owe something outside any case, the longest out of school first, at most so many of each state:
 * neither settled nor passed on, and not told in an open case, which then holds what is owed. Every suspension of two years would take a
 * second to look through; one that began longer ago stands on the list of exclusions alone. [E12]
 */
export async function exclusionsToWork(
  database: Database,
  {
    authorityId,
    today,
    areaId,
    atMost,
  }: { authorityId: number; today: Temporal.PlainDate; areaId: number | undefined; atMost: number },
): Promise<ExclusionRow[]> {
  const { rows } = await sql<ExclusionRow>`
    select * from (
      select *, row_number() over (partition by state order by "startsOn", "entryId") as place
      from (${rowsOf(authorityId, today)}) as exclusion where ${conditionOf("watched")} and "notBackOn" is null
        and (kind <> 'suspension' or "startsOn" > ${today.subtract(workedFor).toString()}::date)
        ${areaId === undefined ? sql`` : sql`and "areaId" = ${areaId}`}
        and not exists (select from cases k join case_facts f on f.case_id = k.id where k.child_id = "childId" and k.open
          and f.kind in ('excluded-permanently', 'excluded-for-a-time', 'managed-move-began'))
        and not has_died("childId")) as placed
    where place <= ${sql.lit(atMost)} order by "startsOn", "entryId"`.execute(database);
  return rows;
}

function conditionOf(show: ExclusionsShown): RawBuilder<boolean> {
  if (show === "all") return sql`true`;
  if (show === "watched") return sql`state in ('nothing-new', 'now', 'not-back')`;
  return sql`state = ${sql.lit(show)}`;
}

/**
 * The rows of the list with what is known of each besides. A pupil is back from a suspension when the school's marks say so or somebody does;
 * after the others something new has begun when it is named and its day has come, or another school has the pupil on roll.
 */
function rowsOf(authorityId: number, today: Temporal.PlainDate, entryId?: number): RawBuilder<unknown> {
  const day = sql`${sql.lit(today.toString())}::date`;
  return sql`
    select told.*, case
        when told.kind <> 'suspension' then case
          when told."returnedOn" is not null or told."provisionFrom" <= ${day} or told.elsewhere then 'done' else 'nothing-new' end
        when told."returnedOn" is not null then 'done'
        when told."notBackOn" is not null then 'not-back'
        when told."endsOn" is null or told."endsOn" >= ${day} then 'now'
        when told.marked then 'not-back' else 'unknown' end as state
    from (
      select e.id as "entryId", e.authority_id as "authorityId", e.school_id as "schoolId", e.other ->> 'Kind' as kind,
        e.starts_on as "startsOn", e.ends_on as "endsOn", nullif(e.other ->> 'Sessions', '')::float8 as sessions, e.first_seen_at as "firstSeenAt",
        coalesce(shown.details ->> 'provider', nullif(e.other ->> 'ProvisionName', '')) as "provisionName",
        coalesce((shown.details ->> 'from')::date, nullif(e.other ->> 'ProvisionFrom', '')::date) as "provisionFrom",
        shown.happened_on as "provisionShownOn",
        coalesce(back.happened_on, present.day) as "returnedOn", away.happened_on as "notBackOn", marks.day is not null as marked,
        coalesce(c.on_roll and c.school_id is distinct from e.school_id, false) as elsewhere,
        e.child_id as "childId", coalesce(c.forename, e.forename) as forename, coalesce(c.surname, e.surname) as surname,
        coalesce(c.upn, e.upn) as upn, s.name as school, s.area_id as "areaId", a.procedure
      from list_entries e join authorities a on a.id = e.authority_id left join children c on c.id = e.child_id left join schools s on s.id = e.school_id
        left join lateral (${lastFact("provision-shown")}) shown on true
        left join lateral (${lastFact("returned")}) back on true
        left join lateral (${lastFact("did-not-return")}) away on true
        -- A mark of a day that counts, after the end: present or not; the first week that holds one settles it.
        left join lateral (${firstWeekAfter(sql`'[/\\\\LKVPWBJ]'`)}) present on true
        left join lateral (${firstWeekAfter(sql`'[/\\\\LKVPWBJCckMSTRIEGNOUH]'`)}) marks on present.day is null
      where e.list = 'exclusion' and e.authority_id = ${authorityId} and e.starts_on <= ${day} ${entryId === undefined ? sql`` : sql`and e.id = ${entryId}`}
    ) as told`;
}

/** The first week after the end of a suspension in which one of these marks stands; a week's marks are two a day, from Monday. */
function firstWeekAfter(marks: RawBuilder<string>): RawBuilder<unknown> {
  return sql`select greatest(w.week, e.ends_on + 1) as day from attendance_weeks w
    where e.other ->> 'Kind' = 'suspension' and w.child_id = e.child_id and w.school_id = e.school_id and w.week > e.ends_on - 7
      and case when e.ends_on >= w.week then substr(w.marks, (e.ends_on - w.week + 1) * 2 + 1) else w.marks end ~ ${marks}
    order by w.week limit 1`;
}

function lastFact(kind: ExclusionFact["kind"]): RawBuilder<unknown> {
  return sql`select f.happened_on, f.details from exclusion_facts f where f.entry_id = e.id and f.kind = ${sql.lit(kind)} order by f.id desc limit 1`;
}

/** What officers recorded of an exclusion, with who did, in order. */
export async function factsOfExclusion(
  database: Database,
  entryId: number,
): Promise<(ExclusionFact & { madeBy: string })[]> {
  const { rows } = await sql<ExclusionFact & { madeBy: string }>`
    select f.kind, f.happened_on as "happenedOn", f.details, people.name as "madeBy"
    from exclusion_facts f join people on people.id = f.made_by where f.entry_id = ${entryId} order by f.id`.execute(
    database,
  );
  return rows;
}

/** Keeps what was learnt of an exclusion. */
export async function insertExclusionFact(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  { entryId, authorityId }: Pick<Exclusion, "entryId" | "authorityId">,
  { kind, happenedOn, details }: ExclusionFact,
): Promise<void> {
  await database
    .insertInto("exclusion_facts")
    .values({
      ...{ entry_id: entryId, authority_id: authorityId, kind, happened_on: happenedOn },
      ...{ details: JSON.stringify(details), made_at: now, made_by: viewer.personId },
    })
    .execute();
}

/** An exclusion that is on record in an open case and on no row of the list. */
export type ExclusionOnCase = {
  reference: string;
  forename: string;
  surname: string;
  kind: string;
  on: Temporal.Instant;
};

/** Exclusions told on open cases of children of whom the list tells none, the latest first; at most so many. */
export async function exclusionsOnCases(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<ExclusionOnCase[]> {
  const { rows } = await sql<ExclusionOnCase>`
    select cases.reference, c.forename, c.surname, f.kind, f.happened_at as "on"
    from case_facts f join cases on cases.id = f.case_id and cases.open and cases.authority_id = ${authorityId}
      join children c on c.id = cases.child_id
    where f.kind in ('excluded-permanently', 'excluded-for-a-time', 'managed-move-began')
      and not exists (select from case_facts later where later.case_id = f.case_id and later.replaces = f.id)
      and not exists (select from list_entries e where e.child_id = cases.child_id and e.list = 'exclusion')
    order by f.happened_at desc, f.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** A pupil whom a school marks as excluded, and of whose exclusion neither the list nor an open case tells. */
export type ExclusionInMarks = {
  childId: number;
  forename: string;
  surname: string;
  school: string;
  fromOn: Temporal.PlainDate;
  sessions: number;
};

/** Pupils marked as excluded (E) in weeks that begin after a day, without any notice that covers the week; the longest first. [E12] */
export async function exclusionsInMarks(
  database: Database,
  { authorityId, after, atMost }: { authorityId: number; after: Temporal.PlainDate; atMost: number },
): Promise<ExclusionInMarks[]> {
  const { rows } = await sql<ExclusionInMarks>`
    select c.id as "childId", c.forename, c.surname, s.name as school, sum(length(replace(w.marks, 'E', '--')) - 10)::int as sessions,
      min(w.week + (strpos(w.marks, 'E') - 1) / 2) as "fromOn"
    from attendance_weeks w join schools s on s.id = w.school_id join children c on c.id = w.child_id
    where w.marks like '%E%' and w.week > ${after.toString()}::date and s.authority_id = ${authorityId}
      and not exists (select from list_entries e where e.child_id = w.child_id and e.list = 'exclusion'
        and e.starts_on < w.week + 7 and coalesce(e.ends_on, w.week) >= w.week)
      and not exists (select from cases k join case_facts f on f.case_id = k.id where k.child_id = w.child_id and k.open
        and f.kind in ('excluded-permanently', 'excluded-for-a-time'))
    group by c.id, s.id order by sessions desc, c.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}
