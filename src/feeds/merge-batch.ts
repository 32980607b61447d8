import type { Database } from "../database/index.ts";
import { type Merged, mergeRows } from "./imports.store.ts";
import type { IncomingRow } from "./incoming-row.ts";
import type { ListDefinition } from "./list-definition.ts";

/** What merging is told besides the rows. */
export type MergeCall = { importId: number; now: Temporal.Instant; today: string };

/** The batch that is merged at the same time and was begun before: the children of its rows, and when it is kept. */
export type BatchBefore = { children: ReadonlySet<string>; kept: Promise<void> };

/** Nothing is under way. */
export const noBatchBefore: BatchBefore = { children: new Set(), kept: Promise.resolve() };

/**
 * Merges rows of one list, in waves: a child who stands in two rows (left one school, started at another) must be
 * known from the first before the second is looked at. Rows about children of the batch before therefore wait until
 * that is kept; the others need not. Ends after the batch before has been kept, and fails when that fails.
 */
export async function mergeInWaves(
  database: Database,
  definition: ListDefinition,
  call: MergeCall,
  rows: readonly IncomingRow[],
  before: BatchBefore = noBatchBefore,
): Promise<Merged> {
  const total: Merged = { new: 0, changed: 0, same: 0, refused: [] };
  const merge = async (wave: readonly IncomingRow[]) => {
    if (wave.length === 0) return;
    const merged = await mergeRows(database, { ...call, list: definition.list }, wave);
    total.new += merged.new;
    total.changed += merged.changed;
    total.same += merged.same;
    total.refused.push(...merged.refused);
  };
  const { free = [], bound = [] } = Object.groupBy(rows, (row) =>
    before.children.has(childOf(row)) ? "bound" : "free",
  );
  const [first = [], ...later] = wavesOf(free);
  await merge(first);
  await before.kept;
  for (const wave of [...later, ...wavesOf(bound)]) await merge(wave);
  return total;
}

/** The rows in order, parted so that none holds the same child twice. */
function wavesOf(rows: readonly IncomingRow[]): IncomingRow[][] {
  const waves: IncomingRow[][] = [];
  const timesSeen = new Map<string, number>();
  for (const row of rows) {
    const child = childOf(row);
    const times = timesSeen.get(child) ?? 0;
    timesSeen.set(child, times + 1);
    const wave = waves[times] ?? [];
    wave.push(row);
    waves[times] = wave;
  }
  return waves;
}

/** The children whom rows are about, as far as the rows themselves can tell. */
export function childrenOf(rows: readonly IncomingRow[]): Set<string> {
  return new Set(rows.map(childOf));
}

function childOf(row: IncomingRow): string {
  return row.upn ? `${row.authorityId} ${row.upn}` : `${row.schoolId} ${row.rowKey}`;
}
