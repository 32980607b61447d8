import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Merged } from "./imports.store.ts";
import type { IncomingRow } from "./incoming-row.ts";

/** Merges schools of the national register (act import-roll of the whole authority, which the database asks for too). */
export async function mergeEstablishments(
  database: Database,
  importId: number,
  rows: readonly IncomingRow[],
): Promise<Merged> {
  const { rows: answers } = await sql<{ merged: Merged }>`
    select merge_establishments(${importId}, ${rows.map((row) => row.rowNumber)}, ${rows.map((row) => row.authorityId)},
      ${rows.map((row) => row.rowKey)}, ${rows.map((row) => row.other)}, ${rows.map((row) => row.startsOn ?? null)},
      ${rows.map((row) => row.endsOn ?? null)}) as merged`.execute(database);
  const merged = answers[0]?.merged;
  if (!merged) throw new Error("The merge gave no answer");
  return merged;
}
