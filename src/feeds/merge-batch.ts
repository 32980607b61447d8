import type { Database } from "../database/index.ts";
import { type Merged, mergeRows } from "./imports.store.ts";
import type { IncomingRow } from "./incoming-row.ts";
import type { ListDefinition } from "./list-definition.ts";

/**
 * Merges rows of one list, in waves: a child who stands in two rows (left one school, started at another) must be
 * known from the first before the second is looked at.
 */
export async function mergeInWaves(
  database: Database,
  definition: ListDefinition,
  call: { importId: number; now: Temporal.Instant; today: string },
  rows: readonly IncomingRow[],
): Promise<Merged> {
  const total: Merged = { new: 0, changed: 0, same: 0, refused: [] };
  for (const wave of wavesOf(rows)) {
    const merged = await mergeRows(database, { ...call, list: definition.list }, wave);
    total.new += merged.new;
    total.changed += merged.changed;
    total.same += merged.same;
    total.refused.push(...merged.refused);
  }
  return total;
}

/** The rows in order, parted so that none holds the same child twice. */
function wavesOf(rows: readonly IncomingRow[]): IncomingRow[][] {
  const waves: IncomingRow[][] = [];
  const timesSeen = new Map<string, number>();
  for (const row of rows) {
    const child = row.upn ? `${row.authorityId} ${row.upn}` : `${row.schoolId} ${row.rowKey}`;
    const times = timesSeen.get(child) ?? 0;
    timesSeen.set(child, times + 1);
    const wave = waves[times] ?? [];
    wave.push(row);
    waves[times] = wave;
  }
  return waves;
}
