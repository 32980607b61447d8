import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { UnofficialExclusion, UnofficialFact, UnofficialKind } from "./unofficial-exclusion.ts";

/** A report with the school, the child if one is named, and what was recorded since. */
export type UnofficialRow = UnofficialExclusion & {
  school: string;
  forename: string | null;
  surname: string | null;
  madeBy: string;
  procedure: string;
  facts: (Omit<UnofficialFact, "happenedOn"> & { happenedOn: string; madeBy: string })[];
};

export type UnofficialAsked = {
  authorityId: number;
  from: Temporal.PlainDate;
  until: Temporal.PlainDate;
  after?: { foundOn: Temporal.PlainDate; id: number } | undefined;
  count: number;
};

const columns = sql`u.id, u.authority_id as "authorityId", u.school_id as "schoolId", u.child_id as "childId", u.found_on as "foundOn",
  u.heard_from as "heardFrom", u.words, u.made_at as "madeAt", s.name as school, c.forename, c.surname, maker.name as "madeBy", a.procedure,
  (select coalesce(json_agg(json_build_object('kind', f.kind, 'happenedOn', f.happened_on, 'details', f.details, 'madeBy', p.name) order by f.id), '[]')
    from unofficial_exclusion_facts f join people p on p.id = f.made_by where f.unofficial_exclusion_id = u.id) as facts`;
const joined = sql`unofficial_exclusions u join authorities a on a.id = u.authority_id join schools s on s.id = u.school_id
  join people maker on maker.id = u.made_by left join children c on c.id = u.child_id`;

/** The reports of a stretch of time, the latest first; `after` pages on. [E07] */
export async function unofficialListed(
  database: Database,
  { authorityId, from, until, after, count }: UnofficialAsked,
): Promise<UnofficialRow[]> {
  const { rows } = await sql<UnofficialRow>`
    select ${columns} from ${joined}
    where u.authority_id = ${authorityId} and u.found_on between ${from.toString()}::date and ${until.toString()}::date
      ${after ? sql`and (u.found_on, u.id) < (${after.foundOn.toString()}::date, ${after.id})` : sql``}
    order by u.found_on desc, u.id desc limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** The report of this number, if there is one that the viewer may know of. */
export async function unofficialNumbered(database: Database, id: number): Promise<UnofficialRow | undefined> {
  const { rows } = await sql<UnofficialRow>`select ${columns} from ${joined} where u.id = ${id}`.execute(
    database,
  );
  return rows[0];
}

/** How many reports name a school, how many were talked over with its head, put right, or were not so. */
export type CountBySchool = {
  school: string;
  reports: number;
  talked: number;
  putRight: number;
  notSo: number;
};

/** The reports of a stretch of time by school, the most first. [E07] [H06] */
export async function unofficialBySchool(
  database: Database,
  { authorityId, from, until }: Pick<UnofficialAsked, "authorityId" | "from" | "until">,
): Promise<CountBySchool[]> {
  const has = (
    kind: UnofficialKind,
  ) => sql`count(*) filter (where exists (select from unofficial_exclusion_facts f
    where f.unofficial_exclusion_id = u.id and f.kind = ${sql.lit(kind)}))::int`;
  const { rows } = await sql<CountBySchool>`
    select s.name as school, count(*)::int as reports, ${has("talk-with-head")} as talked, ${has("put-right")} as "putRight", ${has("not-so")} as "notSo"
    from unofficial_exclusions u join schools s on s.id = u.school_id
    where u.authority_id = ${authorityId} and u.found_on between ${from.toString()}::date and ${until.toString()}::date
    group by s.id order by count(*) desc, s.name`.execute(database);
  return rows;
}

type Making = Pick<Context, "database" | "viewer" | "now">;

/** Keeps a report. */
export async function insertUnofficial(
  { database, viewer, now }: Making,
  report: Omit<UnofficialExclusion, "id" | "madeAt">,
): Promise<number> {
  const { id } = await database
    .insertInto("unofficial_exclusions")
    .values({
      ...{ authority_id: report.authorityId, school_id: report.schoolId, child_id: report.childId },
      ...{ found_on: report.foundOn, heard_from: report.heardFrom, words: report.words },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Keeps what was recorded of a report. */
export async function insertUnofficialFact(
  { database, viewer, now }: Making,
  id: number,
  { kind, happenedOn, details }: UnofficialFact,
): Promise<void> {
  await database
    .insertInto("unofficial_exclusion_facts")
    .values({
      ...{ unofficial_exclusion_id: id, kind, happened_on: happenedOn, details: JSON.stringify(details) },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}

/** The authority's schools, for a list to choose from. */
export function schoolsToChoose(
  database: Database,
  authorityId: number,
): Promise<{ id: number; name: string }[]> {
  return database
    .selectFrom("schools")
    .where("authority_id", "=", authorityId)
    .select(["id", "name"])
    .orderBy("name")
    .execute();
}
