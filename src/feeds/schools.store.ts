import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Merged } from "./imports.store.ts";
import type { IncomingRow } from "./incoming-row.ts";

/** What the national register tells of schools, by the function that merges it. */
const mergedBy = { establishment: "merge_establishments", trust: "merge_trusts" } as const;

/** Merges schools, or their trusts, of the national register (act import-roll of the whole authority, which the database asks for too). */
export async function mergeSchools(
  database: Database,
  list: keyof typeof mergedBy,
  importId: number,
  rows: readonly IncomingRow[],
): Promise<Merged> {
  const { rows: answers } = await sql<{ merged: Merged }>`
    select ${sql.id(mergedBy[list])}(${importId}, ${rows.map((row) => row.rowNumber)}, ${rows.map((row) => row.authorityId)},
      ${rows.map((row) => row.rowKey)}, ${rows.map((row) => row.other)}, ${rows.map((row) => row.startsOn ?? null)},
      ${rows.map((row) => row.endsOn ?? null)}) as merged`.execute(database);
  const merged = answers[0]?.merged;
  if (!merged) throw new Error("The merge gave no answer");
  return merged;
}
