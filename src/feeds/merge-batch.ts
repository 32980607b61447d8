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
  // Neither weeks of marks nor schools and their trusts make a child: they are told apart where they are merged.
  const childless = ["attendance", "establishment", "trust"].includes(definition.list);
  const { unlike, alike } = childless ? { unlike: rows, alike: [] } : partAlike(rows);
  const { free = [], bound = [] } = Object.groupBy(unlike, (row) =>
    before.children.has(childOf(row)) ? "bound" : "free",
  );
  const [first = [], ...later] = childless ? [free] : wavesOf(free);
  await merge(first);
  await before.kept;
  for (const wave of [...later, ...(childless ? [bound] : wavesOf(bound))]) await merge(wave);
  const refused = new Map(total.refused.map(({ row, why }) => [row, why]));
  for (const { row, of } of alike) {
    const why = refused.get(of);
    if (why) total.refused.push({ row, why });
    else total.same += 1;
  }
  return total;
}

/** The rows that say something of their own, and those that say letter for letter what an earlier one (`of`) says. */
function partAlike(rows: readonly IncomingRow[]): {
  unlike: IncomingRow[];
  alike: { row: number; of: number }[];
} {
  const firsts = new Map<string, number>();
  const parted = { unlike: [] as IncomingRow[], alike: [] as { row: number; of: number }[] };
  for (const row of rows) {
    const of = firsts.get(row.contentHash);
    if (of === undefined) {
      firsts.set(row.contentHash, row.rowNumber);
      parted.unlike.push(row);
    } else parted.alike.push({ row: row.rowNumber, of });
  }
  return parted;
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
