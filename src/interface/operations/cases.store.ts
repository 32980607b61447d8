import { sql } from "kysely";
import type { Database } from "../../database/index.ts";

/** A case in a list, as its row stands. */
export type CaseRow = Awaited<ReturnType<typeof casesAfter>>[number];

const columns = [
  "id",
  "reference",
  "child_id as childId",
  "reason",
  "missing_since as missingSince",
  "opened_at as openedAt",
  "open",
  "outcome",
  "closed_at as closedAt",
  "next_asks as nextAsks",
  "next_clause as nextClause",
  "next_role as nextRole",
  "next_due_at as nextDueAt",
  "last_fact_id as lastFactId",
] as const;

/** The cases of an authority in the order of their opening number, from after one on. */
export function casesAfter(
  database: Database,
  {
    authorityId,
    open,
    after,
    rows,
  }: { authorityId: number; open: boolean | undefined; after: number; rows: number },
) {
  const query = database
    .selectFrom("cases")
    .where("authority_id", "=", authorityId)
    .where("id", ">", after)
    .select(columns)
    .orderBy("id")
    .limit(sql.lit(rows));
  return (open === undefined ? query : query.where("open", "=", sql.lit(open))).execute();
}

/** One case as its row stands. */
export function caseRow(database: Database, caseId: number) {
  return database.selectFrom("cases").where("id", "=", caseId).select(columns).executeTakeFirstOrThrow();
}
