import { calendarsOf } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { proceduresOf } from "../procedures/index.ts";
import { type ExclusionStanding, standingOf } from "./exclusion.ts";
import type { ExclusionRow } from "./exclusions.store.ts";

/** An exclusion with how it stands. */
export type Standing = { row: ExclusionRow; standing: ExclusionStanding };

/** How each of these exclusions stands today, with the terms of all their schools in one query. */
export async function standingsOf(context: Context, rows: readonly ExclusionRow[]): Promise<Standing[]> {
  const calendars = await calendarsOf(context.database, rows);
  return rows.map((row) => ({
    row,
    standing: standingOf(row, {
      procedures: proceduresOf(context.procedures, row),
      calendars,
      now: context.now,
    }),
  }));
}
