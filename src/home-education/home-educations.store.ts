import { sql } from "kysely";
import { calledOver, calledUnsuitable } from "../children/index.ts";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Obligation } from "../procedures/index.ts";
import type { HomeEducationFact, Source, View } from "./home-education.ts";

/** What is owed next, as it is copied onto the row. */
export type NextCopied = Pick<Obligation, "asks" | "clause" | "act" | "dueAt" | "role" | "lateTell">;

/** One child's time of home education. */
export type HomeEducation = {
  id: number;
  authorityId: number;
  childId: number;
  beganOn: Temporal.PlainDate;
  source: Source;
  endedOn: Temporal.PlainDate | null;
};
export type RecordedFact = HomeEducationFact & { id: number; madeBy: string };

const columns = [
  "id",
  "authority_id as authorityId",
  "child_id as childId",
  "began_on as beganOn",
  "source",
  "ended_on as endedOn",
] as const;

/** The home education of this number; undefined when there is none that the viewer may know of. */
export function homeEducation(database: Database, id: number): Promise<HomeEducation | undefined> {
  return database
    .selectFrom("home_educations")
    .where("id", "=", id)
    .select(columns)
    .$narrowType<{ source: Source }>()
    .executeTakeFirst();
}

/** The same, held until the transaction ends, so that two people record one after another. */
export function homeEducationHeld(database: Database, id: number): Promise<HomeEducation | undefined> {
  return database
    .selectFrom("home_educations")
    .where("id", "=", id)
    .select(columns)
    .$narrowType<{ source: Source }>()
    .forUpdate()
    .executeTakeFirst();
}

/** The number of the home education of a child that has not ended, if there is one. */
export async function homeEducationOf(database: Database, childId: number): Promise<number | undefined> {
  const found = await database
    .selectFrom("home_educations")
    .where("child_id", "=", childId)
    .where("ended_on", "is", null)
    .select("id")
    .executeTakeFirst();
  return found?.id;
}

/** What was recorded of a home education, in the order in which it happened. */
export async function factsOfHomeEducation(database: Database, id: number): Promise<RecordedFact[]> {
  const { rows } = await sql<RecordedFact>`
    select f.id, f.kind, f.happened_at as "happenedAt", f.made_at as "madeAt", f.details, people.name as "madeBy"
    from home_education_facts f join people on people.id = f.made_by
    where f.home_education_id = ${id} order by f.happened_at, f.id`.execute(database);
  return rows;
}

type Making = Pick<Context, "database" | "viewer" | "now">;

/** Begins a home education with its first facts; undefined when the child has one that has not ended. */
export async function insertHomeEducation(
  { database, viewer, now }: Making,
  { authorityId, childId, beganOn, source }: Omit<HomeEducation, "id" | "endedOn">,
  next: NextCopied,
): Promise<number | undefined> {
  const inserted = await database
    .insertInto("home_educations")
    .values({
      ...{ authority_id: authorityId, child_id: childId, began_on: beganOn, source },
      ...{ made_at: now, made_by: viewer.personId },
      ...nextRow(next),
    })
    .onConflict((conflict) =>
      conflict.columns(["authority_id", "child_id"]).where("ended_on", "is", null).doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  return inserted?.id;
}

/** Keeps facts of a home education. */
export async function insertHomeEducationFacts(
  { database, viewer, now }: Making,
  id: number,
  facts: readonly Omit<HomeEducationFact, "madeAt">[],
): Promise<void> {
  await database
    .insertInto("home_education_facts")
    .values(
      facts.map(({ kind, happenedAt, details }) => ({
        ...{ home_education_id: id, kind, happened_at: happenedAt, details: JSON.stringify(details) },
        ...{ made_at: now, made_by: viewer.personId },
      })),
    )
    .execute();
}

/** Writes what the facts make of a home education onto its row, for the register. */
export async function copyOnto(
  database: Database,
  id: number,
  {
    endedOn,
    view,
    next,
  }: { endedOn: Temporal.PlainDate | null; view: View | null; next: NextCopied | undefined },
): Promise<void> {
  await database
    .updateTable("home_educations")
    .set({
      ...{ ended_on: endedOn, view },
      ...nextRow(next),
    })
    .where("id", "=", id)
    .execute();
}

function nextRow(next: NextCopied | undefined) {
  return {
    ...{ next_asks: next?.asks ?? null, next_clause: next?.clause ?? null, next_act: next?.act ?? null },
    ...{ next_due_at: next?.dueAt ?? null, next_role: next?.role ?? null },
    next_late_tell: next?.lateTell ?? null,
  };
}

/** A row of the list of home education about a child on record who is not on the register here. */
export type ListedAtHome = {
  childId: number;
  notifiedOn: Temporal.PlainDate | null;
  /** In the list's own words. */
  status: string | null;
};

/**
 * Why somebody must look before a listed child is entered: an open case hears that the child is registered as home educated and can be
 * closed by it, and a home education that was found unsuitable is none that ends a search. `e` is the row of the list.
 */
export const lookFirst = sql<"case" | "unsuitable" | null>`case
  when e.child_id is null then null
  when exists (select from cases k where k.child_id = e.child_id and k.open) then 'case'
  when e.other ->> 'Status' ~* ${sql.lit(calledUnsuitable)} then 'unsuitable' end`;

/** The children of the list who are on record and not on the register here, and of whom nobody need look first; at most so many. */
export async function listedNotEntered(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<ListedAtHome[]> {
  const { rows } = await sql<ListedAtHome>`
    select e.child_id as "childId", min(e.starts_on) as "notifiedOn",
      string_agg(distinct nullif(e.other ->> 'Status', ''), '; ') as status
    from list_entries e join children c on c.id = e.child_id and c.authority_id = e.authority_id
    where e.authority_id = ${authorityId} and e.list = 'home-education' and coalesce(e.other ->> 'Status', '') !~* ${sql.lit(calledOver)}
      and not exists (select from home_educations h where h.child_id = e.child_id)
    group by e.child_id having count(${lookFirst}) = 0 order by e.child_id limit ${sql.lit(atMost)}`.execute(
    database,
  );
  return rows;
}

/** What the list of home education says of a child: the day of the notice, and how it calls the education. */
export async function listedAtHome(database: Database, childId: number): Promise<ListedAtHome | undefined> {
  const { rows } = await sql<ListedAtHome>`
    select child_id as "childId", starts_on as "notifiedOn", nullif(other ->> 'Status', '') as status from list_entries
    where child_id = ${childId} and list = 'home-education' order by starts_on nulls last limit 1`.execute(
    database,
  );
  return rows[0];
}
