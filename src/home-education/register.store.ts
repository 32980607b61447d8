import { type RawBuilder, sql } from "kysely";
import { calledOver } from "../children/index.ts";
import type { Database } from "../database/index.ts";
import type { Source, View } from "./home-education.ts";
import { lookFirst } from "./home-educations.store.ts";

/** What the register is narrowed to. */
export const shown = ["all", "overdue", "to-enter", "not-suitable", "on-roll"] as const;
export type Shown = (typeof shown)[number];

/** A child who is educated at home: entered here, or so far only on the list that another system sends. */
export type RegisterRow = {
  id: number | null;
  rowId: number;
  childId: number | null;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  upn: string | null;
  beganOn: Temporal.PlainDate | null;
  source: Source;
  /** In the list's own words. */
  status: string | null;
  view: View | null;
  viewedAt: Temporal.Instant | null;
  support: string | null;
  onRoll: boolean;
  /** Why somebody must look before the child is entered. */
  lookFirst: "case" | "unsuitable" | null;
  nextAsks: string | null;
  nextAct: string | null;
  nextDueAt: Temporal.Instant | null;
};

export type RegisterAsked = {
  authorityId: number;
  on: Temporal.PlainDate;
  now: Temporal.Instant;
  show: Shown;
  after?: { due: string; entered: number; id: number } | undefined;
  count: number;
};

/** Sorts what has no day behind all that has one. */
const never = "9999-12-31T00:00:00Z";

/** Where the page after this row begins. */
export function placeOfRow({ nextDueAt, id, rowId }: RegisterRow): RegisterAsked["after"] {
  return { due: nextDueAt?.toString() ?? never, entered: id === null ? 0 : 1, id: rowId };
}

/**
 * The children who were educated at home on a day: those entered here, and those on the list who are not entered, the soonest due
 * first. Paged by the due moment. [F08]
 */
export async function homeEducatedOn(
  database: Database,
  { authorityId, on, now, show, after, count }: RegisterAsked,
): Promise<RegisterRow[]> {
  const { rows } = await sql<RegisterRow>`
    select * from (${enteredRows(authorityId, on)} union all ${listedRows(authorityId, on)}) as register
    where ${conditions(show, now)}
      ${after ? sql`and (coalesce("nextDueAt", ${never}), (id is not null)::int, "rowId") > (${after.due}::timestamptz, ${after.entered}, ${after.id})` : sql``}
    order by coalesce("nextDueAt", ${never}), (id is not null)::int, "rowId" limit ${sql.lit(count)}`.execute(
    database,
  );
  return rows;
}

/** How many children are educated at home today, and how many of them ask for something. */
export async function homeEducatedCounts(
  database: Database,
  { authorityId, on, now }: Pick<RegisterAsked, "authorityId" | "on" | "now">,
): Promise<Record<Shown, number> & { unlinked: number; lookFirst: number }> {
  const counted = (show: Shown) =>
    sql`count(*) filter (where ${conditions(show, now)})::int as ${sql.ref(show)}`;
  const { rows } = await sql<Record<Shown, number> & { unlinked: number; lookFirst: number }>`
    select ${sql.join(shown.map(counted))}, count(*) filter (where "childId" is null)::int as unlinked,
      count("lookFirst")::int as "lookFirst"
    from (${enteredRows(authorityId, on)} union all ${listedRows(authorityId, on)}) as register`.execute(
    database,
  );
  return (
    rows[0] ?? {
      all: 0,
      overdue: 0,
      "to-enter": 0,
      "not-suitable": 0,
      "on-roll": 0,
      unlinked: 0,
      lookFirst: 0,
    }
  );
}

function conditions(show: Shown, now: Temporal.Instant): RawBuilder<boolean> {
  const by: Record<Shown, RawBuilder<boolean>> = {
    all: sql`true`,
    overdue: sql`"nextDueAt" < ${now}`,
    "to-enter": sql`id is null`,
    "not-suitable": sql`view in ('not-yet-known', 'unsuitable')`,
    "on-roll": sql`"onRoll"`,
  };
  return by[show];
}

function enteredRows(authorityId: number, on: Temporal.PlainDate): RawBuilder<unknown> {
  const upTo = on.add({ days: 1 }).toZonedDateTime("Europe/London").toInstant();
  return sql`
    select h.id, h.id as "rowId", h.child_id as "childId", c.forename, c.surname, c.date_of_birth as "dateOfBirth", c.upn,
      h.began_on as "beganOn", h.source, null as status, reviewed.view, reviewed.at as "viewedAt", supported.answer as support,
      c.on_roll as "onRoll", null::text as "lookFirst", h.next_asks as "nextAsks", h.next_act as "nextAct", h.next_due_at as "nextDueAt"
    from home_educations h join children c on c.id = h.child_id
      left join lateral (select f.details ->> 'view' as view, f.happened_at as at from home_education_facts f
        where f.home_education_id = h.id and f.kind = 'home-education-reviewed' and f.happened_at < ${upTo}
        order by f.happened_at desc, f.id desc limit 1) reviewed on true
      left join lateral (select f.details ->> 'answer' as answer from home_education_facts f
        where f.home_education_id = h.id and f.kind = 'support-answered' and f.happened_at < ${upTo}
        order by f.happened_at desc, f.id desc limit 1) supported on true
    where h.authority_id = ${authorityId} and h.began_on <= ${on.toString()}::date and (h.ended_on is null or h.ended_on > ${on.toString()}::date)`;
}

function listedRows(authorityId: number, on: Temporal.PlainDate): RawBuilder<unknown> {
  return sql`
    select null::bigint, e.id, e.child_id, coalesce(c.forename, e.forename), coalesce(c.surname, e.surname),
      coalesce(c.date_of_birth, e.date_of_birth), coalesce(c.upn, e.upn), e.starts_on, 'list', nullif(e.other ->> 'Status', ''), null, null, null,
      coalesce(c.on_roll, false), ${lookFirst}, null, null, null
    from list_entries e left join children c on c.id = e.child_id
    where e.authority_id = ${authorityId} and e.list = 'home-education' and coalesce(e.other ->> 'Status', '') !~* ${sql.lit(calledOver)}
      and coalesce(e.starts_on, (e.first_seen_at at time zone 'Europe/London')::date) <= ${on.toString()}::date
      and (e.child_id is null or not exists (select from home_educations h where h.child_id = e.child_id))`;
}
