import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { Part } from "./annual-report.ts";

type Asked = { authorityId: number; from: Temporal.Instant; until: Temporal.Instant };
type Counts = { word: string; count: number };

/** How many cases were closed in a stretch of time, by outcome. [H04] */
export async function closedByOutcome(
  database: Database,
  { authorityId, from, until }: Asked,
): Promise<Map<string, number>> {
  const { rows } = await sql<Counts>`
    select outcome as word, count(*)::int as count from cases
    where authority_id = ${authorityId} and not open and closed_at >= ${from} and closed_at < ${until} and outcome is not null
    group by outcome`.execute(database);
  return new Map(rows.map(({ word, count }) => [word, count]));
}

/** What was decided on safeguarding concerns in a stretch of time, and how often. [H04] */
export async function concernsDecided(
  database: Database,
  { authorityId, from, until }: Asked,
): Promise<Map<string, number>> {
  const { rows } = await sql<Counts>`
    select d.decided as word, count(*)::int as count from safeguarding_decisions d join cases c on c.id = d.case_id
    where c.authority_id = ${authorityId} and d.made_at >= ${from} and d.made_at < ${until} group by d.decided`.execute(
    database,
  );
  return new Map(rows.map(({ word, count }) => [word, count]));
}

/** A wording of a part of a report. */
export type AnnualText = {
  revision: number;
  part: Part;
  body: string;
  madeAt: Temporal.Instant;
  madeBy: string;
};

/** Every wording of a year's report, the last first; at most 300. */
export async function annualTexts(
  database: Database,
  authorityId: number,
  year: string,
): Promise<AnnualText[]> {
  const { rows } = await sql<AnnualText>`
    select t.revision, t.part, t.body, t.made_at as "madeAt", p.name as "madeBy" from annual_report_texts t join people p on p.id = t.made_by
    where t.authority_id = ${authorityId} and t.year = ${year} order by t.revision desc limit 300`.execute(
    database,
  );
  return rows;
}

/** Appends wordings; answers how many: fewer where somebody else has just appended under the same number. */
export async function insertAnnualTexts(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  { authorityId, year }: { authorityId: number; year: string },
  texts: readonly Pick<AnnualText, "revision" | "part" | "body">[],
): Promise<number> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto("annual_report_texts")
    .values(
      texts.map((text) => ({
        ...{ authority_id: authorityId, year, ...text },
        ...{ made_at: now, made_by: viewer.personId },
      })),
    )
    .onConflict((conflict) => conflict.columns(["authority_id", "year", "revision"]).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}
